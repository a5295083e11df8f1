using System.Globalization;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Cli.Venues;

/// <summary>Asks a venue what must be so before anything is traded there. It only asks.</summary>
internal sealed class VenueCheck(VenueTarget target, TimeProvider clock)
{
    private static readonly TimeSpan OffsetWarned = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan OffsetMax = TimeSpan.FromSeconds(1); // entries stop above it
    private const int ShownMax = 10; // the line is for a person
    private (int Used, int Limit)? _weight;

    /// <summary>What was found, each as soon as it is.</summary>
    public async IAsyncEnumerable<DoctorFinding> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        yield return new DoctorFinding("address", true, target.Place) { IsWarning = target.Hosts.IsReal };
        if (target.Entry.CanSayWhatIsPriced) yield return await TryAsync("prices", PricesAsync, stopping);
        else if (target.Entry.TellsPrices && target.WhyBlind is null) yield return await TryAsync("instruments", MarketAsync, stopping);
        if (!target.Entry.TakesOrders) yield break;
        foreach (var warning in target.Warnings) yield return new DoctorFinding("key", true, warning) { IsWarning = true };
        if (target.Credentials is null)
        {
            yield return new DoctorFinding("key", false, target.WhyBlind ?? $"{target.WhyNoKey}; without it only its market data is had");
            yield break;
        }

        if (TryMake(out var venue) is { } refused) yield return refused;
        if (venue is null) yield break;
        using (venue)
        {
            yield return await TryAsync("key", asked => RightsAsync(venue, asked), stopping);
            yield return Offset(venue.ClockOffset);
            yield return await TryAsync("account", asked => AccountAsync(venue, asked), stopping);
            yield return await TryAsync("orders", asked => OrdersAsync(venue, asked), stopping);
            yield return _weight is { } weight
                ? new DoctorFinding("limits", true, string.Create(CultureInfo.InvariantCulture, $"{weight.Used:N0} of {weight.Limit:N0} used in the venue's minute"))
                : new DoctorFinding("limits", true, "the venue does not tell what is used of them");
        }
    }

    private DoctorFinding? TryMake(out ILiveVenue? venue)
    {
        venue = null;
        try
        {
            venue = target.Entry.Make(new VenueSetup
            {
                Id = target.Name, Hosts = target.Hosts, Credentials = target.Credentials!, Nonces = new ClockNonces(clock), Clock = clock, Instruments = [], BookedFrom = clock.GetUtcNow(),
                OnWeight = (used, limit) => _weight = (used, limit),
            });
            return null;
        }
        catch (FormatException wrong)
        {
            return new DoctorFinding("key", false, wrong.Message);
        }
    }

    private async ValueTask<DoctorFinding> MarketAsync(CancellationToken stopping)
    {
        using var market = target.Entry.MakeMarket(new FeedSetup { Hosts = target.Hosts, Instruments = [], Clock = clock, Credentials = target.Credentials });
        if (market is null) return new DoctorFinding("instruments", true, "the venue has no list of rules");
        var rules = await market.RulesAsync(stopping);
        var told = string.Create(CultureInfo.InvariantCulture, $"{rules.Count:N0} told, {rules.Count(static rule => rule.IsTradable != false):N0} of them take orders now");
        string[] unfitting = [.. target.Instruments.SelectMany(instrument => rules.FirstOrDefault(rule => rule.Symbol == instrument.Symbol.AtVenue)?.Unfitting(instrument) ?? [])];
        if (unfitting.Length == 0) return new DoctorFinding("instruments", rules.Count > 0, told);
        return new DoctorFinding("instruments", true, $"{told}. {string.Join("; ", unfitting.Take(ShownMax))}{(unfitting.Length > ShownMax ? "; ..." : "")}") { IsWarning = true };
    }

    private async ValueTask<DoctorFinding> PricesAsync(CancellationToken stopping)
    {
        var priced = await target.Entry.PricedAsync(new FeedSetup { Hosts = target.Hosts, Instruments = target.Watched, Clock = clock, Credentials = target.Credentials }, stopping);
        string[] without = [.. target.Watched.Select(static instrument => instrument.Symbol.Text).Except(priced, StringComparer.Ordinal)];
        if (without.Length > 0) return new DoctorFinding("prices", false, $"none came of {string.Join(", ", without)}: is the venueSymbol the venue's name for it, and the currency one it tells?");
        return priced.Count == 0 ? new DoctorFinding("prices", false, "none came") : new DoctorFinding("prices", true, $"of {string.Join(", ", priced)}");
    }

    private static async ValueTask<DoctorFinding> RightsAsync(ILiveVenue venue, CancellationToken stopping)
    {
        var rights = await venue.RightsAsync(stopping);
        var detail = $"may {(rights.MayTrade switch { true => "trade", false => "not trade", null => "trade as far as the venue tells" })}, "
            + $"{(rights.MayWithdraw switch { true => "and may WITHDRAW: make one without that right, a daemon never needs it", false => "may not withdraw", null => "the venue does not tell whether it may withdraw: see to it that it may not" })}"
            + (rights.Said is { } said ? $" ({said})" : "");
        return new DoctorFinding("key", rights.MayTrade != false, detail) { IsWarning = rights.MayWithdraw != false };
    }

    private static DoctorFinding Offset(TimeSpan? offset)
    {
        if (offset is not { } apart) return new("clock", false, "the venue's time could not be measured");
        var far = apart.Duration() < TimeSpan.FromMilliseconds(1) ? "not" : string.Create(CultureInfo.InvariantCulture, $"{(long)apart.TotalMilliseconds} ms");
        var bounds = string.Create(CultureInfo.InvariantCulture, $"above {OffsetWarned.TotalMilliseconds:0} ms there is an alert, above {OffsetMax.TotalMilliseconds:N0} ms no entries");
        return new("clock", apart.Duration() <= OffsetMax, $"the venue's is {far} apart from ours as far as it tells; {bounds}") { IsWarning = apart.Duration() > OffsetWarned };
    }

    // The venue was made without instruments, so that coins are told as cash of their own names, and positions by their symbols.
    private async ValueTask<DoctorFinding> AccountAsync(ILiveVenue venue, CancellationToken stopping)
    {
        var holdings = await venue.HoldingsAsync(stopping);
        var coins = target.Instruments.Where(instrument => holdings.Cash.GetValueOrDefault(instrument.Base.Code) != 0m).ToArray();
        string[] held = [.. coins.Select(static instrument => instrument.Symbol.Text).Union(holdings.NetBase.Where(static one => one.Value != 0m).Select(static one => one.Key)).Order(StringComparer.Ordinal)];
        string[] cash = [.. holdings.Cash.Where(one => one.Value != 0m && Array.TrueForAll(coins, instrument => instrument.Base.Code != one.Key)).Select(static one => one.Key)];
        var detail = $"cash in {Counted.Of(cash.Length, "currency", "currencies")}, {Counted.Of(held.Length, "instrument", "instruments")} held";
        if (held.Length > 0) detail += $": {Shown(held)}. A daemon that did not buy them enters nothing here until they are sold before its first start, or taken over with reconciliation:positions=adopt";
        string[] unconverted = target.Currencies is { } known ? [.. cash.Where(code => !known.Rates.Converts(code))] : [];
        if (unconverted.Length > 0)
            detail += $". Of this cash nothing converts {Shown(unconverted)} to {target.Currencies!.Value.Account}: equity is unknown then, and nothing is entered anywhere (EquityKnown) until each has an instrument that does, or its rate under currencyParity";
        return new DoctorFinding("account", true, detail) { IsWarning = held.Length + unconverted.Length > 0 };
    }

    private static string Shown(string[] names) => $"{string.Join(", ", names.Take(ShownMax))}{(names.Length > ShownMax ? ", ..." : "")}";

    private static async ValueTask<DoctorFinding> OrdersAsync(ILiveVenue venue, CancellationToken stopping) =>
        new("orders", true, $"{Counted.Of((await venue.OpenOrdersAsync(stopping)).Count, "order works", "orders work")} there");

    private static async ValueTask<DoctorFinding> TryAsync(string name, Func<CancellationToken, ValueTask<DoctorFinding>> ask, CancellationToken stopping)
    {
        try
        {
            return await ask(stopping);
        }
        catch (VenueException refused)
        {
            return new DoctorFinding(name, false, $"{refused.Fault.Kind}, {refused.Fault.Code}: {refused.Fault.Message}");
        }
    }

    // Between those of a daemon that trades with the same key at this moment, and above those of one that did: its numbers follow the same clock.
    private sealed class ClockNonces(TimeProvider clock) : INonceSource
    {
        private long _last;

        public long Next() => _last = Math.Max(_last + 1, (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
    }
}
