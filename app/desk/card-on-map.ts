/** A card about a place: at the map's bottom left, or on a phone over the other half of the screen, beside the whole map. */
export const cardOnMap =
  'animate-arrive absolute bottom-3 left-3 z-20 flex max-h-[min(30rem,calc(100%-6rem))] w-84 max-w-[calc(100%-1.5rem)] flex-col rounded-lg border bg-raised shadow-float max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:max-h-[calc((100dvh-3rem)/2)] max-md:w-full max-md:max-w-none max-md:rounded-b-none'
