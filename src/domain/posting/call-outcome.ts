/** How a call ended that was refused by something that goes by itself: it is no reason not to make it again. */
export const refusedForNow = 'refusedForNow';
