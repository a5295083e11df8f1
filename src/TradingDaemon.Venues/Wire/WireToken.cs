using System.Text.Json;

namespace TradingDaemon.Venues.Wire;

/// <summary>One token of a payload.</summary>
/// <param name="Start">Where its text begins, quotes left out.</param>
/// <param name="Length">Bytes of its text.</param>
/// <param name="Next">Index of the token after it and everything within it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsEscaped">Whether the text holds escapes, so that it is not yet what it says.</param>
internal readonly record struct WireToken(int Start, int Length, int Next, JsonTokenType Kind, bool IsEscaped);
