# What ./start says, in the reader's language, chosen as the programs choose theirs (language_of_environment
# in core/language). Sourced, never run. A sentence is a format of printf; golden/words_test.sh sees that every
# language has each, with as many %s.

words_language=fr
for words_found in ${MARHABA_LANG:-} $(tr : ' ' <<<"${LANGUAGE:-}") ${LC_ALL:-} ${LC_MESSAGES:-} ${LANG:-}; do
    case ${words_found%%[_.@-]*} in
    fr | ar | en | es) words_language=${words_found%%[_.@-]*} ;;
    zgh) words_language=ar ;;
    *) continue ;;
    esac
    break
done

# words KEY [VALUE…]: the sentence, on standard output.
words() {
    local -n words_table=words_$words_language
    # shellcheck disable=SC2059
    printf "${words_table[$1]}\n" "${@:2}"
}

# shellcheck disable=SC2034
declare -A words_fr=(
    [usage]='./start [--home DIR] [--landscape] [--fullscreen]
    Construit Marhaba, crée une installation d’essai dans DIR (./demo) s’il n’y en a pas, démarre le
    bureau de l’agent et la fenêtre de la borne, et dit où regarder.
    --landscape : un écran plus large que haut ; --fullscreen : tout l’écran.
./start --tour DIR
    Sans écran : fait une visite complète dans chaque langue et ouvre chaque dossier au bureau. Laisse
    dans DIR des images de chaque page, les tickets et tour.json.
Pour lire dans une autre langue : MARHABA_LANG=ar, fr, en ou es.'
    [needs_folder]='%s veut un dossier : %s DIR'
    [unknown]='./start ne connaît pas « %s ».'
    [building]='Construction …'
    [content_wrong]='Une partie du contenu est à corriger ; les visiteurs lisent encore sa dernière bonne version. Ce qui ne va pas :
%s'
    [desk]='Le bureau de l’agent :      %s'
    [password]='L’agent s’appelle « agent » ; son premier mot de passe a été dit à la création de %s. Pour un nouveau :'
    [slips]='Les tickets arrivent dans : %s'
    [no_display]='Il n’y a pas d’écran ici, la fenêtre de la borne ne peut donc pas s’ouvrir. Pour la voir : lancez ./start
sur un poste avec écran, ou « xvfb-run ./start », ou faites le tour : ./start --tour out, puis regardez
out/*/*.png. Le bureau continue ; Ctrl-C l’arrête.'
    [stops]='Ctrl-C, ou fermer la fenêtre de la borne, arrête les deux.'
    [installing]='Installation de ce qui manque :%s'
    [root_only]='Ces paquets manquent et seul root peut les installer. En tant que root, lancez :'
    [apt_failed]='apt-get n’a pas pu installer ces paquets : voyez si cette machine atteint son miroir Debian.'
    [build_failed]='La construction dans %s a échoué ; tout est dans %s.'
)

# shellcheck disable=SC2034
declare -A words_ar=(
    [usage]='./start [--home DIR] [--landscape] [--fullscreen]
    يبني مرحبا، وينشئ تجهيزا للتجربة في DIR (./demo) إن لم يوجد، ويشغّل مكتب الموظف ونافذة الجهاز،
    ويقول أين تنظرون.
    --landscape: شاشة عرضها أكبر من ارتفاعها؛ --fullscreen: الشاشة كلها.
./start --tour DIR
    لا يحتاج إلى شاشة: يقوم بزيارة كاملة بكل لغة ويفتح كل ملف في المكتب. يترك في DIR صور كل صفحة
    والتذاكر وtour.json.
للقراءة بلغة أخرى: MARHABA_LANG=ar أو fr أو en أو es.'
    [needs_folder]='يلزم %s مجلد: %s DIR'
    [unknown]='لا يعرف ./start «%s».'
    [building]='جار البناء …'
    [content_wrong]='في المحتوى ما يلزم إصلاحه؛ ويقرأ الزوار إلى ذلك الحين آخر نسخة صالحة منه. لمعرفة الأخطاء:
%s'
    [desk]='مكتب الموظف: %s'
    [password]='اسم الموظف «agent»؛ قيلت كلمة سره الأولى عند إنشاء %s. لكلمة جديدة:'
    [slips]='تصل التذاكر إلى: %s'
    [no_display]='لا توجد شاشة هنا، فلا يمكن فتح نافذة الجهاز. لرؤيتها: شغّلوا ./start على حاسوب بشاشة، أو
«xvfb-run ./start»، أو قوموا بالجولة: ./start --tour out ثم انظروا out/*/*.png.
المكتب مستمر؛ Ctrl-C يوقفه.'
    [stops]='Ctrl-C أو إغلاق نافذة الجهاز يوقفهما معا.'
    [installing]='تثبيت ما ينقص:%s'
    [root_only]='تنقص هذه الحزم ولا يثبتها إلا root. نفذوا بصفة root:'
    [apt_failed]='لم يستطع apt-get تثبيت هذه الحزم: تأكدوا من أن هذا الحاسوب يصل إلى خادم Debian.'
    [build_failed]='فشل البناء في %s؛ التفاصيل كلها في %s.'
)

# shellcheck disable=SC2034
declare -A words_en=(
    [usage]='./start [--home DIR] [--landscape] [--fullscreen]
    Builds Marhaba, makes a demo installation in DIR (./demo) if there is none, starts the officer'\''s
    desk and the kiosk'\''s window, and says where to look.
    --landscape: a screen wider than high; --fullscreen: the whole display.
./start --tour DIR
    Needs no display: makes a complete visit in each language and opens each case at the desk. Leaves
    pictures of every screen, slips and tour.json in DIR.
To read in another language: MARHABA_LANG=ar, fr, en or es.'
    [needs_folder]='%s needs a folder: %s DIR'
    [unknown]='./start does not know "%s".'
    [building]='Building …'
    [content_wrong]='Some of the content is to be mended; visitors go on reading its last good version. To see what is wrong:
%s'
    [desk]='The officer'\''s desk:  %s'
    [password]='The officer is "agent"; the first password was told when %s was made. For a new one:'
    [slips]='Slips land in:       %s'
    [no_display]='There is no display here, so the kiosk'\''s window cannot open. To see it: run ./start on a desktop,
or through "xvfb-run ./start", or take the tour: ./start --tour out, then look at out/*/*.png.
The desk runs on; Ctrl-C stops it.'
    [stops]='Ctrl-C, or closing the kiosk'\''s window, stops both.'
    [installing]='Installing what is missing:%s'
    [root_only]='These packages are missing and only root can install them. As root, run:'
    [apt_failed]='apt-get could not install these packages: see that this machine reaches its Debian mirror.'
    [build_failed]='The build in %s failed; the whole log is %s.'
)

# shellcheck disable=SC2034
declare -A words_es=(
    [usage]='./start [--home DIR] [--landscape] [--fullscreen]
    Construye Marhaba, crea una instalación de prueba en DIR (./demo) si no la hay, arranca la oficina
    del agente y la ventana del quiosco, y dice dónde mirar.
    --landscape: una pantalla más ancha que alta; --fullscreen: toda la pantalla.
./start --tour DIR
    Sin pantalla: hace una visita completa en cada idioma y abre cada expediente en la oficina. Deja en
    DIR imágenes de cada página, los turnos y tour.json.
Para leer en otro idioma: MARHABA_LANG=ar, fr, en o es.'
    [needs_folder]='%s necesita una carpeta: %s DIR'
    [unknown]='./start no conoce «%s».'
    [building]='Construyendo …'
    [content_wrong]='Hay que corregir una parte del contenido; los visitantes siguen leyendo su última versión buena. Para ver qué falla:
%s'
    [desk]='La oficina del agente:  %s'
    [password]='El agente se llama «agent»; su primera contraseña se dijo al crear %s. Para una nueva:'
    [slips]='Los turnos llegan a:    %s'
    [no_display]='Aquí no hay pantalla, así que la ventana del quiosco no se puede abrir. Para verla: ejecute ./start en un
equipo con pantalla, o «xvfb-run ./start», o haga el recorrido: ./start --tour out, y mire out/*/*.png.
La oficina sigue en marcha; Ctrl-C la detiene.'
    [stops]='Ctrl-C, o cerrar la ventana del quiosco, detiene ambos.'
    [installing]='Instalando lo que falta:%s'
    [root_only]='Faltan estos paquetes y solo root puede instalarlos. Como root, ejecute:'
    [apt_failed]='apt-get no pudo instalar estos paquetes: compruebe que esta máquina llega a su réplica de Debian.'
    [build_failed]='La construcción en %s falló; todo está en %s.'
)
