#include "people.h"

#include "base/memory.h"
#include "base/place.h"
#include "kiosk/face.h"

#include <stdlib.h>
#include <string.h>

/* A face with all it draws with, but no worker and no window. */
struct stand {
    struct theme theme;
    struct commune commune;
    struct clock *clock;
    struct painter painter;
    struct messages *messages;
    struct face *face;
};

static const char *const few[] = {"zgh", "en", "ar", NULL};

static struct stand *stand_build(void)
{
    struct stand *stand = memory_new(1, sizeof *stand);
    struct error error = {0};
    stand->commune.languages = few;
    stand->clock = clock_new();
    stand->painter = (struct painter){
        .theme = &stand->theme,
        .paragraphs = paragraphs_new(MARHABA_STAGE "/share/marhaba/fonts.yaml", 1 << 20, &error),
        .pictures = pictures_new(MARHABA_STAGE "/share/marhaba/icons")};
    stand->messages = messages_load(MARHABA_STAGE "/share/marhaba/locale/ui", &error);
    if (!theme_load(MARHABA_STAGE "/share/marhaba/theme.yaml", &stand->theme, &error) ||
        !stand->painter.paragraphs || !stand->messages)
        fail_msg("%s", error.text);
    struct layout_world world = {.theme = &stand->theme,
                                 .paragraphs = stand->painter.paragraphs,
                                 .commune = &stand->commune,
                                 .messages = stand->messages};
    stand->face = face_new(&stand->painter, &world, stand->clock);
    return stand;
}

static void stand_leave(struct stand *stand)
{
    face_free(stand->face);
    messages_free(stand->messages);
    paragraphs_free(stand->painter.paragraphs);
    pictures_free(stand->painter.pictures);
    clock_free(stand->clock);
    free(stand);
}

/* What stands on the screen before the visit is there is what the visit will put there. */
static void test_greets_in_the_order_of_the_commune(void **state)
{
    (void)state;
    struct stand *stand = stand_build();
    const struct view *view = face_view(stand->face);
    const struct screen_node *node = view->root->first_child;
    assert_string_equal(view->language->code, few[0]);
    for (size_t i = 0; few[i]; i++, node = node->next) {
        assert_non_null(node);
        assert_int_equal(node->role, ROLE_GREETING);
        assert_string_equal(node->label.language->code, few[i]);
    }
    assert_null(node);
    stand_leave(stand);
}

static struct view *make_view(enum visit_stage stage, uint64_t visit, const char *id)
{
    struct arena *arena = arena_new();
    struct screen_node *root = screen_new(arena);
    screen_add(arena, root, ROLE_FIELD, id)->tone = FIELD_TEXT;
    struct view view = {.stage = stage,
                        .visit = visit,
                        .language = language_find("fr"),
                        .root = root,
                        .service = ""};
    struct view *copy = view_copy(&view);
    arena_free(arena);
    return copy;
}

/* Whatever the next view is, nothing of a visit that ended stays; within a visit it does. */
static void test_forgets_when_the_visit_ends(void **state)
{
    (void)state;
    static const struct {
        enum visit_stage from, to;
        uint64_t visit;
        bool forgets;
    } cases[] = {{STAGE_PLUGIN, STAGE_PLUGIN, 5, false},  {STAGE_PLUGIN, STAGE_REVIEW, 5, false},
                 {STAGE_PLUGIN, STAGE_ATTRACT, 6, true},  {STAGE_TICKET, STAGE_GOODBYE, 6, true},
                 {STAGE_GOODBYE, STAGE_NOTICE, 6, true},  {STAGE_PLUGIN, STAGE_PLUGIN, 7, true},
                 {STAGE_ATTRACT, STAGE_ATTRACT, 6, true}, {STAGE_ATTRACT, STAGE_ATTRACT, 5, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stand *stand = stand_build();
        struct face *face = stand->face;
        face_take(face, make_view(cases[i].from, 5, "field"));
        strcpy(face->focus.id, "field");
        edit_open(&face->edit, face_view(face)->root->first_child);
        assert_true(face_type(face, "Fatima"));
        face->page = 2;
        face_take(face, make_view(cases[i].to, cases[i].visit, "field"));
        print_message("%d to %d, %d\n", (int)cases[i].from, (int)cases[i].to, (int)cases[i].visit);
        assert_int_equal(face->focus.id[0] == '\0', cases[i].forgets);
        if (cases[i].forgets) {
            assert_false(face->edit.open);
            assert_int_equal(face->page, 0);
        }
        stand_leave(stand);
    }
}

/* As many marks as the step has steps, up to the twenty the contract allows. */
static void test_steps(void **state)
{
    (void)state;
    static const int64_t counts[] = {1, 2, 19, 20};
    struct stand *stand = stand_build();
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct arena *arena = arena_new();
        struct screen_node *root = screen_new(arena);
        struct screen_node *step = screen_add(arena, root, ROLE_STEP, NULL);
        step->number = step->of = counts[i];
        struct view view = {
            .stage = STAGE_PLUGIN, .language = language_find("fr"), .root = root, .service = ""};
        struct scene scene = {.view = &view};
        struct display *display = layout_view(&stand->face->world, &scene, 1080, 1920);
        int64_t marks = 0;
        for (size_t k = 0; k < display->item_count; k++)
            marks += display->items[k].kind == ITEM_FILL && display->items[k].rect.h == 14 &&
                     display->items[k].colour == stand->theme.colours[COLOUR_INDIGO];
        assert_int_equal(marks, counts[i]);
        display_free(display);
        arena_free(arena);
    }
    stand_leave(stand);
}

/* However many lines there are, what comes after them is on its own page and nowhere else. */
static void test_endless_lines(void **state)
{
    (void)state;
    struct stand *stand = stand_build();
    struct arena *arena = arena_new();
    struct screen_node *root = screen_new(arena);
    char *lines = arena_take(arena, 4001, 1);
    for (size_t i = 0; i < 4000; i++)
        lines[i] = i % 2 ? '\n' : 'a';
    for (int i = 0; i < 2; i++)
        screen_add(arena, root, ROLE_PARAGRAPH, NULL)->label =
            (struct screen_text){.text = lines, .language = language_find("fr")};
    screen_add(arena, root, ROLE_TILE, "tile")->label =
        (struct screen_text){.text = "t", .language = language_find("fr")};
    struct view view = {
        .stage = STAGE_PLUGIN, .language = language_find("fr"), .root = root, .service = ""};
    struct scene scene = {.view = &view};
    struct display *first = layout_view(&stand->face->world, &scene, 1080, 1920);
    assert_true(first->pages > 50);
    assert_int_equal(first->clipped, 0);
    assert_null(display_find(first, "tile"));
    scene.page = first->pages - 1;
    struct display *last = layout_view(&stand->face->world, &scene, 1080, 1920);
    assert_non_null(display_find(last, "tile"));
    assert_true(display_find(last, "tile")->rect.y > 100);
    display_free(first);
    display_free(last);
    arena_free(arena);
    stand_leave(stand);
}

/* Arabic that stands in for Tamazight begins at the right, its star beside it; and French in an
 * Arabic screen at the left. */
static void test_words_run_their_own_way(void **state)
{
    (void)state;
    static const struct {
        const char *screen, *words;
        bool from_right;
    } cases[] = {
        {"zgh", "zgh", false}, {"zgh", "ar", true}, {"ar", "ar", true}, {"ar", "fr", false}};
    struct stand *stand = stand_build();
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct arena *arena = arena_new();
        struct screen_node *root = screen_new(arena),
                           *node = screen_add(arena, root, ROLE_PARAGRAPH, NULL);
        node->tone = TONE_BULLET;
        node->label =
            (struct screen_text){.text = "CNSS", .language = language_find(cases[c].words)};
        struct view view = {.stage = STAGE_PLUGIN,
                            .language = language_find(cases[c].screen),
                            .root = root,
                            .service = ""};
        struct scene scene = {.view = &view};
        struct display *display = layout_view(&stand->face->world, &scene, 1080, 1920);
        const struct item *star = NULL, *words = NULL;
        for (size_t i = 0; i < display->item_count; i++) {
            if (display->items[i].kind == ITEM_STAR && display->items[i].rect.y > 150)
                star = &display->items[i];
            if (star && !words && display->items[i].kind == ITEM_TEXT)
                words = &display->items[i];
        }
        assert_true(star && words);
        assert_int_equal(words->to_right, cases[c].from_right);
        assert_int_equal(star->rect.x > 540, cases[c].from_right);
        display_free(display);
        arena_free(arena);
    }
    stand_leave(stand);
}

/* A picture that is published no more leaves its words, not an empty room. */
static void test_a_picture_that_is_not_there(void **state)
{
    (void)state;
    struct stand *stand = stand_build();
    struct arena *arena = arena_new();
    struct screen_node *root = screen_new(arena),
                       *node = screen_add(arena, root, ROLE_PICTURE, NULL);
    node->value = "gone.svg";
    node->label = (struct screen_text){.text = "Un guichet", .language = language_find("fr")};
    struct view view = {
        .stage = STAGE_PLUGIN, .language = language_find("fr"), .root = root, .service = ""};
    struct scene scene = {.view = &view};
    size_t pictures[2] = {0, 0}, texts[2] = {0, 0};
    for (int knows = 0; knows < 2; knows++) {
        stand->face->world.pictures = knows ? stand->painter.pictures : NULL;
        struct display *display = layout_view(&stand->face->world, &scene, 1080, 1920);
        for (size_t i = 0; i < display->item_count; i++) {
            pictures[knows] += display->items[i].kind == ITEM_PICTURE;
            texts[knows] += display->items[i].kind == ITEM_TEXT;
        }
        display_free(display);
    }
    assert_int_equal(pictures[0], 1);
    assert_int_equal(pictures[1], 0);
    assert_int_equal(texts[1], texts[0] + 1);
    arena_free(arena);
    stand_leave(stand);
}

/* Where only digits can stand a key gives its digit on any layout; words are taken as written. */
static void test_keys_in_a_field(void **state)
{
    (void)state;
    static const struct {
        enum screen_tone kind;
        struct wedge_key keys[3];
        const char *typed;
        bool stays_open;
    } cases[] = {
        {FIELD_PHONE,
         {{.code = SDL_SCANCODE_1, .text = "&"}, {.code = SDL_SCANCODE_KP_0}},
         "10",
         true},
        {FIELD_NUMBER,
         {{.code = SDL_SCANCODE_3, .text = "٣"}, {.code = SDL_SCANCODE_Q, .text = "q"}},
         "3",
         true},
        {FIELD_YEAR,
         {{.code = SDL_SCANCODE_1, .text = "1"}, {.code = SDL_SCANCODE_BACKSPACE}},
         "",
         true},
        {FIELD_TEXT,
         {{.code = SDL_SCANCODE_2, .text = "é"},
          {.code = SDL_SCANCODE_SPACE, .text = " "},
          {.code = SDL_SCANCODE_UNKNOWN, .text = "ⵣ"}},
         "é ⵣ",
         true},
        {FIELD_TEXT,
         {{.code = SDL_SCANCODE_A, .text = "a"}, {.code = SDL_SCANCODE_RETURN, .alone = true}},
         "",
         false},
        {FIELD_TEXT,
         {{.code = SDL_SCANCODE_A, .text = "a"}, {.code = SDL_SCANCODE_ESCAPE}},
         "",
         false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stand *stand = stand_build();
        struct face *face = stand->face;
        SDL_Rect changed[PAINT_MOST_RECTS];
        face_take(face, make_view(STAGE_PLUGIN, 5, "field"));
        struct screen_node field = *face_view(face)->root->first_child;
        field.tone = cases[i].kind;
        field.number = 20;
        edit_open(&face->edit, &field);
        face_lay_out(face, 1080, 1920, changed);
        for (size_t k = 0; k < 3 && (cases[i].keys[k].code || cases[i].keys[k].text[0]); k++)
            face_key(face, &cases[i].keys[k], 1000);
        print_message("case %zu\n", i);
        assert_int_equal(face->edit.open, cases[i].stays_open);
        if (cases[i].stays_open)
            assert_string_equal(edit_text(&face->edit), cases[i].typed);
        stand_leave(stand);
    }
}

/* What is typed stays under a question, and takes nothing meanwhile. */
static void test_a_question_leaves_what_is_typed(void **state)
{
    (void)state;
    struct stand *stand = stand_build();
    struct face *face = stand->face;
    SDL_Rect changed[PAINT_MOST_RECTS];
    const struct wedge_key letter = {.code = SDL_SCANCODE_A, .text = "a"},
                           back = {.code = SDL_SCANCODE_BACKSPACE};
    face_take(face, make_view(STAGE_PLUGIN, 5, "field"));
    edit_open(&face->edit, face_view(face)->root->first_child);
    assert_true(face_type(face, "Fatim"));
    struct view *asked = make_view(STAGE_PLUGIN, 5, "field");
    asked->warning = true;
    face_take(face, asked);
    face_lay_out(face, 1080, 1920, changed);
    assert_false(face_type(face, "x"));
    face_key(face, &letter, 1000);
    face_key(face, &back, 1000);
    face_take(face, make_view(STAGE_PLUGIN, 5, "field"));
    face_lay_out(face, 1080, 1920, changed);
    assert_true(face->edit.open);
    face_key(face, &letter, 1000);
    assert_string_equal(edit_text(&face->edit), "Fatima");
    face_take(face, make_view(STAGE_PLUGIN, 5, "other"));
    assert_false(face->edit.open);
    stand_leave(stand);
}

/* A key that was held for its moment acts on the screen that is shown, never on one that is gone,
 * nor while there is none. */
static void test_held_keys_wait_for_the_screen(void **state)
{
    (void)state;
    static const bool resized[] = {false, true};
    for (size_t i = 0; i < sizeof resized / sizeof *resized; i++) {
        struct stand *stand = stand_build();
        struct face *face = stand->face;
        SDL_Rect changed[PAINT_MOST_RECTS];
        face_take(face, make_view(STAGE_PLUGIN, 5, "field"));
        face_lay_out(face, 1080, 1920, changed);
        face_key_down(face, SDL_SCANCODE_TAB, false, 1000);
        if (resized[i]) {
            display_free(face->display);
            face->display = NULL;
        } else
            face_take(face, make_view(STAGE_PLUGIN, 5, "other"));
        face_tick(face, 1100);
        assert_string_equal(face->focus.id, "");
        face_lay_out(face, 1080, 1920, changed);
        face_tick(face, 1100);
        assert_string_equal(face->focus.id, resized[i] ? "field" : "other");
        stand_leave(stand);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_greets_in_the_order_of_the_commune),
                                       cmocka_unit_test(test_forgets_when_the_visit_ends),
                                       cmocka_unit_test(test_steps),
                                       cmocka_unit_test(test_endless_lines),
                                       cmocka_unit_test(test_a_picture_that_is_not_there),
                                       cmocka_unit_test(test_words_run_their_own_way),
                                       cmocka_unit_test(test_keys_in_a_field),
                                       cmocka_unit_test(test_a_question_leaves_what_is_typed),
                                       cmocka_unit_test(test_held_keys_wait_for_the_screen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
