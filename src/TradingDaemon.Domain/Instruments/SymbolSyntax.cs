namespace TradingDaemon.Domain.Instruments;

/// <summary>What a symbol's spelling alone says of its asset class. The catalogue decides; this only proposes for new symbols.</summary>
public static class SymbolSyntax
{
    private static readonly HashSet<string> FiatCodes =
        ["USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "MXN", "ZAR", "SGD", "HKD", "CNH", "TRY"];

    /// <summary>Classifies by spelling: OCC is an option; a pair of two fiat codes, e.g. <c>EUR/USD</c>, is forex, any other pair crypto; plain capitals are an equity; else null.</summary>
    public static AssetClass? Classify(string text)
    {
        text = new Symbol(text).AtVenue.Text;
        if (OptionContract.TryParse(text) is not null) return AssetClass.Option;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < text.Length - 1)
        {
            var (left, right) = (text[..slash], text[(slash + 1)..]);
            return FiatCodes.Contains(left) && FiatCodes.Contains(right) ? AssetClass.Forex
                : IsCode(left) && IsCode(right) ? AssetClass.Crypto : null;
        }

        return text.Length is > 0 and <= 6 && text.All(static c => char.IsAsciiLetterUpper(c) || c == '.') ? AssetClass.Equity : null;
    }

    /// <summary>Whether the code is one of the government currencies this daemon knows.</summary>
    public static bool IsFiat(string code) => FiatCodes.Contains(code);

    private static bool IsCode(string code) => code.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));
}
