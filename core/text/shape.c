#include "text/shape.h"

size_t text_run_length(const struct text_cell *cells, size_t count)
{
    size_t length = 1;
    while (length < count && cells[length].file == cells[0].file &&
           cells[length].script == cells[0].script && cells[length].level == cells[0].level &&
           cells[length].emphasised == cells[0].emphasised && !cells[length].begins_line)
        length++;
    return length;
}

static void fill_buffer(hb_buffer_t *buffer, const struct text_cell *cells, size_t count)
{
    hb_buffer_clear_contents(buffer);
    for (size_t i = 0; i < count; i++)
        if (!cells[i].hidden)
            hb_buffer_add(buffer, cells[i].c, (unsigned)i);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_direction(buffer, cells[0].level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    const char *script = uscript_getShortName(cells[0].script);
    hb_buffer_set_script(buffer, hb_script_from_string(script, -1));
}

static void add_ink(struct shape *shape, hb_font_t *font, const hb_glyph_info_t *glyph,
                    const hb_glyph_position_t *position)
{
    hb_glyph_extents_t ink;
    if (!hb_font_get_glyph_extents(font, glyph->codepoint, &ink) || ink.width == 0)
        return;
    int left = shape->advance + position->x_offset + ink.x_bearing;
    int top = position->y_offset + ink.y_bearing;
    if (left < shape->left)
        shape->left = left;
    if (left + ink.width > shape->right)
        shape->right = left + ink.width;
    if (top > shape->top)
        shape->top = top;
    if (-(top + ink.height) > shape->bottom)
        shape->bottom = -(top + ink.height);
}

struct shape text_shape(struct fonts *fonts, hb_buffer_t *buffer, struct text_cell *cells,
                        size_t count, int size, bool spread)
{
    struct shape shape = {0};
    hb_font_t *font = fonts_measure(fonts, cells[0].file, size);
    fill_buffer(buffer, cells, count);
    hb_shape(font, buffer, NULL, 0);
    unsigned glyph_count;
    const hb_glyph_info_t *glyphs = hb_buffer_get_glyph_infos(buffer, &glyph_count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &glyph_count);
    for (size_t i = 0; spread && i < count; i++)
        cells[i].advance = 0;
    for (unsigned i = 0; i < glyph_count; i++) {
        add_ink(&shape, font, &glyphs[i], &positions[i]);
        shape.advance += positions[i].x_advance;
        if (spread)
            cells[glyphs[i].cluster].advance += positions[i].x_advance;
    }
    return shape;
}
