using System.Globalization;

namespace TradingDaemon.Sandbox.Binance.Spelling;

/// <summary>What was asked, whichever way it came: over HTTP in query or form, over the WebSocket interface in its parameters.</summary>
/// <param name="Find">The text of a parameter; null when it is not there.</param>
internal sealed record BinanceAsk(Func<string, string?> Find)
{
    /// <summary>A parameter's text; null when it is not there or empty.</summary>
    public string? this[string name] => Find(name) is { Length: > 0 } text ? text : null;

    /// <summary>A parameter that is a whole number; null when it is not there, below zero when it is something else.</summary>
    public long? Whole(string name) => this[name] is not { } text ? null : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>How many rows are wanted, between one and the most.</summary>
    public int Limit(int usual, int most) => (int)Math.Clamp(Whole("limit") ?? usual, 1, most);

    /// <summary>A parameter that is a moment in milliseconds; null when it is not there.</summary>
    public DateTimeOffset? Time(string name) => Whole(name) is >= 0 and <= 9_999_999_999_999 and var milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
