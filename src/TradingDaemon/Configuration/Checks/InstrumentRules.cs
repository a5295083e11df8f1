using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Whether each instrument agrees with its own symbol, with the others, and can be valued.</summary>
internal static class InstrumentRules
{
    /// <summary>Adds every fault.</summary>
    public static void Run(RuleContext context)
    {
        var instruments = context.Settings.Instruments;
        if (instruments.Count == 0) context.Refuse("instruments", null, "No instrument is configured.", "at least one");
        foreach (var (symbol, instrument) in instruments.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (!context.IsSound($"instruments:{symbol}")) continue;
            Spelling(context, symbol, instrument);
            Valuation(context, symbol, instrument);
            var venue = DaemonConfigBuild.VenueName(context.Settings.Venue.Kind);
            if (instrument.Venue is { } named && named != venue) context.Refuse($"instruments:{symbol}:venue", named, "Orders go to another venue.", $"{venue}, or leave it out");
        }

        var shared = instruments.Where(pair => context.IsSound($"instruments:{pair.Key}")).GroupBy(static pair => DaemonConfigBuild.VenueSymbol(pair.Key, pair.Value));
        foreach (var group in shared.Where(static group => group.Count() > 1))
            context.Refuse($"instruments:{group.Max(static pair => pair.Key)}:venueSymbol", group.Key, $"Another instrument has the same venue symbol: {group.Min(static pair => pair.Key)}.", "a spelling of its own");
    }

    private static void Spelling(RuleContext context, string symbol, InstrumentSettings instrument)
    {
        var path = $"instruments:{symbol}";
        var isPair = instrument.AssetClass is AssetClass.Forex or AssetClass.Crypto;
        var expected = isPair ? $"{instrument.Base}/{instrument.Quote}" : instrument.Base;
        if (symbol != expected) context.Refuse(path, symbol, "The symbol does not say the same as base and quote.", $"{expected}, or other base and quote");
        var option = OptionContract.TryParse(symbol);
        if (instrument.AssetClass == AssetClass.Option && option is null) context.Refuse(path, symbol, "The symbol of an option is not an OCC symbol.", "e.g. AAPL250117C00150000");
        if (instrument.AssetClass == AssetClass.Equity && option is not null) context.Refuse(path, symbol, "The symbol names an option.", "assetClass option");
        if (instrument.Base == instrument.Quote) context.Refuse($"{path}:quote", instrument.Quote, "Base and quote are the same.", "another currency");
    }

    private static void Valuation(RuleContext context, string symbol, InstrumentSettings instrument)
    {
        var (from, to) = (instrument.Quote, context.Settings.AccountCurrency);
        var pairs = new[] { $"{from}/{to}", $"{to}/{from}" };
        if (from == to || pairs.Any(pair => context.Settings.Instruments.ContainsKey(pair) || context.Settings.CurrencyParity.ContainsKey(pair))) return;
        context.Refuse($"instruments:{symbol}:quote", from, $"Nothing converts {from} to the account currency.", $"{to}, an instrument {pairs[0]}, or currencyParity:{pairs[0]}");
    }
}
