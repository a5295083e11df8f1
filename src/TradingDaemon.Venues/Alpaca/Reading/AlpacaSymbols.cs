using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>
/// Alpaca's names for what it trades. Shares and options are called as everywhere; a coin pair is written <c>BTC/USD</c> by some answers and
/// <c>BTCUSD</c> by others, and the asset list decides where it was read.
/// </summary>
internal sealed class AlpacaSymbols
{
    // Beyond the tens of thousands of assets the venue lists, so that the table cannot grow for ever.
    private const int SymbolsMax = 100_000;

    // Longer ones first where one ends as another does.
    private static readonly string[] Quotes = ["USDT", "USDC", "USDG", "USD", "BTC", "ETH"];

    private readonly NameTable _names = new();
    private readonly Dictionary<string, string> _pairs = new(StringComparer.Ordinal);

    /// <summary>Learns a coin pair as the asset list has it, e.g. <c>BTC/USD</c>.</summary>
    public void Learn(string pair)
    {
        if (_pairs.Count < SymbolsMax) _pairs[pair.Replace("/", "", StringComparison.Ordinal)] = pair;
    }

    /// <summary>The name without the blanks some answers leave around it; known names cost no allocation.</summary>
    public string Name(ReadOnlySpan<byte> spelling) => _names.Find(spelling.Trim((byte)' '), static name => name);

    /// <summary>The name of a coin pair, with its slash however it is spelled.</summary>
    public string Pair(ReadOnlySpan<byte> spelling)
    {
        var name = Name(spelling);
        if (name.Contains('/', StringComparison.Ordinal)) return name;
        if (_pairs.TryGetValue(name, out var told)) return told;
        foreach (var quote in Quotes)
            if (name.Length > quote.Length && name.EndsWith(quote, StringComparison.Ordinal)) return $"{name[..^quote.Length]}/{quote}";
        return name;
    }

    /// <summary>Whether a name is an option's: root, six digits of the day, call or put, eight digits of the strike.</summary>
    public static bool IsOption(string symbol)
    {
        const int TailLength = 15;
        if (symbol.Length <= TailLength || symbol[^9] is not ('C' or 'P')) return false;
        for (var place = symbol.Length - TailLength; place < symbol.Length; place++)
            if (place != symbol.Length - 9 && !char.IsAsciiDigit(symbol[place])) return false;
        return true;
    }
}
