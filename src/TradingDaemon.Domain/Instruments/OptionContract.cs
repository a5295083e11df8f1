using System.Globalization;

namespace TradingDaemon.Domain.Instruments;

/// <summary>The terms an OCC option symbol spells out: root, expiry, right, strike.</summary>
/// <param name="Root">Underlying root, 1 to 6 letters or digits, e.g. <c>AAPL</c>.</param>
/// <param name="Expiry">Last trading day.</param>
/// <param name="Right">Call or put.</param>
/// <param name="Strike">Strike price in quote currency; above zero.</param>
public sealed record OptionContract(string Root, DateOnly Expiry, OptionRight Right, decimal Strike)
{
    private const int SuffixLength = 15; // yymmdd + C|P + strike x 1000 in 8 digits

    /// <summary>Reads an OCC symbol, padded or not (<c>AAPL250117C00150000</c>, <c>AAPL  250117C00150000</c>); null when it is not one.</summary>
    public static OptionContract? TryParse(string text)
    {
        if (text.Length <= SuffixLength || text.Length > SuffixLength + 6) return null;
        var root = text[..^SuffixLength].TrimEnd(' ');
        var suffix = text.AsSpan(text.Length - SuffixLength);
        if (root.Length == 0 || !char.IsAsciiLetterUpper(root[0]) || !root.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))) return null;
        if (!DateOnly.TryParseExact(suffix[..6], "yyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var expiry)) return null;
        OptionRight? right = suffix[6] switch { 'C' => OptionRight.Call, 'P' => OptionRight.Put, _ => null };
        if (right is null || !int.TryParse(suffix[7..], NumberStyles.None, CultureInfo.InvariantCulture, out var strikeThousandths)) return null;
        return strikeThousandths > 0 ? new OptionContract(root, expiry, right.Value, strikeThousandths / 1000m) : null;
    }

    /// <summary>The unpadded OCC symbol of these terms.</summary>
    public string ToSymbolText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Root}{Expiry:yyMMdd}{(Right == OptionRight.Call ? 'C' : 'P')}{(int)(Strike * 1000m):D8}");
}
