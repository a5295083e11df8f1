using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Schema;
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
            Sizes(context, $"instruments:{symbol}", instrument);
            Valuation(context, symbol, instrument);
            Venues(context, symbol, instrument);
        }

        foreach (var venue in instruments.Where(pair => context.IsSound($"instruments:{pair.Key}")).GroupBy(pair => VenueAssignment.VenueOf(context.Settings, pair.Value)))
        {
            foreach (var group in venue.GroupBy(static pair => Spelled(pair.Key, pair.Value)).Where(static group => group.Count() > 1))
                context.Refuse($"instruments:{group.Max(static pair => pair.Key)}:venueSymbol", group.Key, $"Another instrument has the same venue symbol: {group.Min(static pair => pair.Key)}.", "a spelling of its own");
            if (venue.Key != VenueAssignment.Simulated) Assets(context, venue.Key, [.. venue.OrderBy(static pair => pair.Key, StringComparer.Ordinal)]);
        }

        OneName(context, "venue", VenueAssignment.VenueOf);
        OneName(context, "feed", VenueAssignment.FeedOf);
    }

    // What a venue tells of a name that two of ours have there could be either's.
    private static void OneName(RuleContext context, string key, Func<DaemonSettings, InstrumentSettings, string?> placeOf)
    {
        var placed = context.Settings.Instruments.Where(pair => context.IsSound($"instruments:{pair.Key}")).OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(pair => (Symbol: new Symbol(pair.Key), Place: placeOf(context.Settings, pair.Value)));
        foreach (var twins in placed.Where(static one => one.Place is not (null or VenueAssignment.Simulated)).GroupBy(static one => (one.Symbol.AtVenue, one.Place)).Where(static group => group.Count() > 1))
            context.Refuse($"instruments:{twins.Last().Symbol}:{key}", twins.Key.Place, $"At {twins.Key.Place} it has the same name as {twins.First().Symbol}: what is told of that could be either's.", "another venue");
    }

    private static string Spelled(string symbol, InstrumentSettings instrument) => instrument.VenueSymbol ?? symbol.Replace("/", "", StringComparison.Ordinal);

    // Prices of a market the daemon makes up and orders at another would be nonsense that looks like trading.
    private static void Venues(RuleContext context, string symbol, InstrumentSettings instrument)
    {
        VenueRules.Known(context, $"instruments:{symbol}:venue", instrument.Venue);
        if (new Symbol(symbol).Venue is { } behind && instrument.Venue != behind) context.Refuse($"instruments:{symbol}:venue", instrument.Venue, "Another venue stands behind its name.", behind);
        VenueRules.Known(context, $"instruments:{symbol}:feed", instrument.Feed);
        var feed = VenueAssignment.FeedOf(context.Settings, instrument);
        if (feed is not null && instrument.VenueSymbol is null && context.Venues.GetValueOrDefault(feed) is { Adapter: { } adapter } && !adapter.Knows(instrument.Base))
            context.Refuse($"instruments:{symbol}:venueSymbol", null, $"{adapter.Name} is asked by names of its own, and the one of {instrument.Base} is not known here.", $"{adapter.Name}'s name for it, or another feed");
        if (VenueAssignment.VenueOf(context.Settings, instrument) is var venue and not VenueAssignment.Simulated && feed is null)
            context.Refuse($"instruments:{symbol}:feed", VenueAssignment.Simulated, $"Orders go to {venue} and prices come from the daemon's own market.", $"{venue}, or leave it out");
    }

    // A venue tells what the account has of an asset, not in which instrument: an asset that stands for two things could be booked as either.
    private static void Assets(RuleContext context, string venue, KeyValuePair<string, InstrumentSettings>[] traded)
    {
        var ownerOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (symbol, instrument) in traded)
            if (!ownerOf.TryAdd(instrument.Base, symbol))
                context.Refuse($"instruments:{symbol}:venue", venue, $"{ownerOf[instrument.Base]} has the same base at {venue}, which tells what the account has of {instrument.Base} and not in which of them.", "another venue");
        foreach (var (symbol, instrument) in traded.Where(pair => ownerOf.ContainsKey(pair.Value.Quote)))
            context.Refuse($"instruments:{symbol}:venue", venue, $"It is paid in {instrument.Quote}, which is what {ownerOf[instrument.Quote]} holds at {venue}: neither cash nor holding could be told.", "another venue");
    }

    private static void Spelling(RuleContext context, string named, InstrumentSettings instrument)
    {
        var (path, symbol) = ($"instruments:{named}", new Symbol(named).AtVenue.Text);
        var isPair = instrument.Class is AssetClass.Forex or AssetClass.Crypto;
        var expected = isPair ? $"{instrument.Base}/{instrument.Quote}" : instrument.Base;
        if (symbol != expected) context.Refuse(path, symbol, "The symbol does not say the same as base and quote.", $"{expected}, or other base and quote");
        var option = OptionContract.TryParse(symbol);
        if (instrument.Class == AssetClass.Option && option is null) context.Refuse(path, symbol, "The symbol of an option is not an OCC symbol.", "e.g. AAPL250117C00150000");
        if (instrument.Class == AssetClass.Equity && option is not null) context.Refuse(path, symbol, "The symbol names an option.", "assetClass option");
        if (instrument.Base == instrument.Quote) context.Refuse($"{path}:quote", instrument.Quote, "Base and quote are the same.", "another currency");
    }

    private static void Sizes(RuleContext context, string path, InstrumentSettings instrument)
    {
        if (instrument.QuantityMax < instrument.QuantityMin || instrument.QuantityMax < instrument.LotSize)
            context.Refuse($"{path}:quantityMax", $"{instrument.QuantityMax}", "No quantity is small enough for it and large enough for quantityMin and lotSize.", $"at least {Math.Max(instrument.QuantityMin, instrument.LotSize)}");
        if (instrument.NotionalMax < instrument.MinNotional)
            context.Refuse($"{path}:notionalMax", $"{instrument.NotionalMax}", "No order is worth little enough for it and enough for minNotional.", $"at least {instrument.MinNotional}");
        if (instrument.PositionMaxBase < instrument.QuantityMin || instrument.PositionMaxBase < instrument.LotSize)
            context.Refuse($"{path}:positionMaxBase", $"{instrument.PositionMaxBase}", "No order is small enough for it and large enough for quantityMin and lotSize.", $"at least {Math.Max(instrument.QuantityMin, instrument.LotSize)}");
        if (instrument.ShortMaxBase is { } most && !instrument.Shortable)
            context.Refuse($"{path}:shortMaxBase", $"{most}", "The instrument may not be sold short at all.", "shortable true, or leave it out");
        if (instrument.Hours is { } hours && TradingHours.TryParse(hours) is null)
            context.Refuse($"{path}:hours", hours, "These are no hours, or this machine does not know the time zone.", "always, or e.g. America/New_York Mon-Fri 09:30-16:00");
        else Exceptions(context, path, instrument);
    }

    // Against the hours that are written, else the usual ones: a market the daemon makes up never closes otherwise.
    private static void Exceptions(RuleContext context, string path, InstrumentSettings instrument)
    {
        var hours = instrument.Hours is { } written ? TradingHours.TryParse(written)! : TradingHours.UsualFor(instrument.Class);
        foreach (var day in instrument.Holidays.Where(day => hours.With([day], []) is null)) context.Refuse($"{path}:holidays", day, "There is no such day.", NamePatterns.DayWords);
        foreach (var day in instrument.EarlyCloses.Where(day => !hours.IsShortenedBy(day))) context.Refuse($"{path}:earlyCloses", day, "There is no such day, or its market is not open until then and further on.", "a time between the day's opening and its usual close, after a date");
        foreach (var day in instrument.Holidays.Concat(instrument.EarlyCloses.Select(static day => day[..^6])).GroupBy(static day => day, StringComparer.Ordinal).Where(static days => days.Count() > 1))
            context.Refuse($"{path}:{(instrument.Holidays.Contains(day.Key) ? "holidays" : "earlyCloses")}", day.Key, "The day is an exception twice.", "each day once");
    }

    private static void Valuation(RuleContext context, string symbol, InstrumentSettings instrument)
    {
        var (from, to) = (instrument.Quote, context.Settings.AccountCurrency);
        var pairs = new[] { $"{from}/{to}", $"{to}/{from}" };
        if (from == to || pairs.Any(pair => context.Settings.Instruments.ContainsKey(pair) || context.Settings.CurrencyParity.ContainsKey(pair))) return;
        context.Refuse($"instruments:{symbol}:quote", from, $"Nothing converts {from} to the account currency.", $"{to}, an instrument {pairs[0]}, or currencyParity:{pairs[0]}");
    }
}
