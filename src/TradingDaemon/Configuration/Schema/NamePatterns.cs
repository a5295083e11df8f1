namespace TradingDaemon.Configuration.Schema;

/// <summary>How names in the configuration are spelled.</summary>
internal static class NamePatterns
{
    public const string Base = "[A-Z0-9.]{1,21}";
    public const string BaseWords = "the currency code before the slash, or the symbol itself";
    public const string CurrencyCode = "[A-Z0-9]{2,10}";
    public const string CurrencyCodeWords = "a currency code of 2 to 10 capitals or digits, e.g. USD";
    public const string CurrencyPair = "[A-Z0-9]{2,10}/[A-Z0-9]{2,10}";
    public const string CurrencyPairWords = "two currency codes with a slash between, e.g. USDT/USD";
    public const string Hours = @"always|[A-Za-z_/+-]{1,40} [A-Za-z0-9:, -]{15,200}";
    public const string HoursWords = "always, or a time zone and spans of the week, e.g. America/New_York Mon-Fri 09:30-16:00";
    public const string Day = @"20[0-9]{2}-[0-9]{2}-[0-9]{2}";
    public const string DayWords = "a date from 2000-01-01 to 2099-12-31, e.g. 2026-12-25";
    public const string EarlyClose = Day + " [0-9]{2}:[0-9]{2}";
    public const string EarlyCloseWords = "a date and a time of day, e.g. 2026-11-27 13:00";
    public const string Identity = @"[A-Za-z0-9._@-]{1,64}";
    public const string IdentityWords = "1 to 64 letters, digits or . _ @ -";
    public const string Kebab = "[a-z0-9]+(-[a-z0-9]+)*";
    public const string KebabWords = "lower-case letters, digits and single hyphens, e.g. ma-crossover";
    public const string Symbol = @"([A-Z0-9]{1,10}(/[A-Z0-9]{1,10})?|[A-Z]{1,5}\.[A-Z]{1,2}|[A-Z][A-Z0-9]{0,5}\d{6}[CP]\d{8})(@[a-z0-9]+(-[a-z0-9]+)*)?";
    public const string SymbolWords = "a canonical symbol, e.g. BTC/USD, AAPL or AAPL250117C00150000; at a further venue with its name behind, e.g. BTC/USD@coinbase";
    public const string VenueWords = "simulated, or a name of venues";
    public const string VenueSymbol = @"\S{1,40}";
    public const string Parameter = "[a-z][A-Za-z0-9]*";
    public const string ParameterWords = "a parameter name in camelCase";
}
