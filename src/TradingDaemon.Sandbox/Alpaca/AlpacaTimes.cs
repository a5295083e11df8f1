using System.Globalization;

namespace TradingDaemon.Sandbox.Alpaca;

/// <summary>Times as clients write them.</summary>
internal static class AlpacaTimes
{
    /// <summary>A moment (UTC) of a time or a date; null when it is neither.</summary>
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
