// Reads an ESC/POS file with npos and writes the picture it finds as PGM:
//     node decode.js FILE.escpos FILE.pgm
const fs = require('fs');
const npos = require('npos');

const [source, target] = process.argv.slice(2);
npos.parser().parse(fs.readFileSync(source)).then((found) => {
    if (found.error) throw found.error;
    const pictures = found.entries.filter((entry) => entry.type === 'raster');
    if (pictures.length !== 1) throw new Error(`${pictures.length} pictures in ${source}`);
    const picture = pictures[0].data;
    const dots = Buffer.alloc(picture.width * picture.height);
    for (let y = 0; y < picture.height; y++)
        for (let x = 0; x < picture.width; x++)
            dots[y * picture.width + x] = picture.getPixel(x, y);
    fs.writeFileSync(target, Buffer.concat([
        Buffer.from(`P5\n${picture.width} ${picture.height}\n255\n`), dots]));
}).catch((error) => {
    console.error(error);
    process.exit(1);
});
