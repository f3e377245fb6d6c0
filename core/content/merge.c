#include "content/inside.h"

#include <string.h>

static const struct yaml_node *id_of(const struct yaml_node *item)
{
    const struct yaml_node *id = item->kind == YAML_MAP ? yaml_get(item, "id") : NULL;
    if (!id && item->kind == YAML_MAP)
        id = yaml_get(item, "country");
    return id && id->kind == YAML_TEXT ? id : NULL;
}

static bool has_ids(const struct yaml_node *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (!id_of(&list->children[i]))
            return false;
    return list->count > 0;
}

static const struct yaml_node *find_item(const struct yaml_node *list, const char *id)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(id_of(&list->children[i])->text, id) == 0)
            return &list->children[i];
    return NULL;
}

static bool is_removed(const struct yaml_node *item)
{
    const struct yaml_node *remove = yaml_get(item, "remove");
    return remove && remove->kind == YAML_TEXT &&
           (strcmp(remove->text, "yes") == 0 || strcmp(remove->text, "true") == 0);
}

struct merging {
    struct arena *arena;
    struct error *error; /* the first complaint */
    bool failed;
};

static const struct yaml_node *merge(struct merging *merging, const struct yaml_node *base,
                                     const struct yaml_node *over);

/* The joined item stands where the base's stood, under the base's key. */
static struct yaml_node join(struct merging *merging, const struct yaml_node *base,
                             const struct yaml_node *over)
{
    struct yaml_node joined = over ? *merge(merging, base, over) : *base;
    joined.key = base->key;
    return joined;
}

/* What holds the joined children: all else is as `over` says. */
static struct yaml_node *holder_for(struct merging *merging, const struct yaml_node *base,
                                    const struct yaml_node *over, struct yaml_node **children)
{
    struct yaml_node *merged = arena_take(merging->arena, 1, sizeof *merged);
    *children = arena_take(merging->arena, base->count + over->count, sizeof **children);
    *merged = *over;
    merged->children = *children;
    merged->count = 0;
    return merged;
}

static const struct yaml_node *merge_lists(struct merging *merging, const struct yaml_node *base,
                                           const struct yaml_node *over)
{
    struct yaml_node *children, *merged = holder_for(merging, base, over, &children);
    for (size_t i = 0; i < base->count; i++) {
        const struct yaml_node *change = find_item(over, id_of(&base->children[i])->text);
        if (!change || !is_removed(change))
            children[merged->count++] = join(merging, &base->children[i], change);
    }
    /* An id that stands twice is kept twice, to be complained of. */
    for (size_t i = 0; i < over->count; i++) {
        const struct yaml_node *item = &over->children[i];
        const char *id = id_of(item)->text;
        if ((!find_item(base, id) || find_item(over, id) != item) && !is_removed(item))
            children[merged->count++] = *item;
    }
    return merged;
}

static const struct yaml_node *merge_maps(struct merging *merging, const struct yaml_node *base,
                                          const struct yaml_node *over)
{
    struct yaml_node *children, *merged = holder_for(merging, base, over, &children);
    for (size_t i = 0; i < base->count; i++)
        children[merged->count++] =
            join(merging, &base->children[i], yaml_get(over, base->children[i].key));
    for (size_t i = 0; i < over->count; i++)
        if (!yaml_get(base, over->children[i].key))
            children[merged->count++] = over->children[i];
    return merged;
}

static const struct yaml_node *merge(struct merging *merging, const struct yaml_node *base,
                                     const struct yaml_node *over)
{
    if (base->kind == YAML_MAP && over->kind == YAML_MAP)
        return merge_maps(merging, base, over);
    if (base->kind != YAML_LIST || !has_ids(base))
        return over;
    if (over->kind == YAML_LIST && has_ids(over))
        return merge_lists(merging, base, over);
    /* Anything else would sweep away all that stands there, silently. */
    if (!merging->failed)
        yaml_complain(over, merging->error,
                      "this must be a list of things with an id each, like the one it changes");
    merging->failed = true;
    return base;
}

const struct yaml_node *content_merge(struct arena *arena, const struct yaml_node *base,
                                      const struct yaml_node *over, struct error *error)
{
    struct merging merging = {.arena = arena, .error = error};
    const struct yaml_node *merged = merge(&merging, base, over);
    return merging.failed ? NULL : merged;
}
