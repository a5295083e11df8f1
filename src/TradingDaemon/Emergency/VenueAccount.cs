using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Emergency;

namespace TradingDaemon.Emergency;

/// <summary>What a venue says is held there and at which prices it could be sold: the only books the emergency stop believes.</summary>
internal sealed class VenueAccount(VenueLine venue, TimeSpan answerMax, TimeProvider clock)
{
    private static readonly TimeSpan AskInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Signed holdings that are not zero. Throws what the venue threw last when it does not answer.</summary>
    public Task<ImmutableSortedDictionary<string, decimal>> HoldingsAsync(CancellationToken stopping) => AskAsync(venue.HoldingsAsync, stopping);

    /// <summary>Every order that works there. Throws what the venue threw last when it does not answer.</summary>
    public Task<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) => AskAsync(venue.OpenOrdersAsync, stopping);

    /// <summary>Holdings once they contain what was just filled, or once the venue's own delay is over and it must be believed as it is.</summary>
    /// <param name="expected">What the fills should have left.</param>
    /// <param name="stopping">Gives up.</param>
    public async Task<ImmutableSortedDictionary<string, decimal>> HoldingsAfterAsync(IReadOnlyDictionary<string, decimal> expected, CancellationToken stopping)
    {
        var startedAt = clock.GetTimestamp();
        while (true)
        {
            var holdings = await HoldingsAsync(stopping);
            if (expected.All(pair => holdings.GetValueOrDefault(pair.Key) == pair.Value) || clock.GetElapsedTime(startedAt) >= venue.AbsenceProvenAfter) return holdings;
            await Task.Delay(AskInterval, clock, stopping);
        }
    }

    /// <summary>Best bid and ask of each name the venue shows both for.</summary>
    public async Task<ImmutableDictionary<string, (decimal Bid, decimal Ask)>> TouchesAsync(IEnumerable<string> names, CancellationToken stopping)
    {
        var asked = await Task.WhenAll(names.Select(async name => (Name: name, Touch: await TouchAsync(new Symbol(name), stopping))));
        return asked.Where(static one => one.Touch is not null).ToImmutableDictionary(static one => one.Name, static one => one.Touch!.Value, StringComparer.Ordinal);
    }

    /// <summary>What is held, each with why it is, as far as that is known.</summary>
    public async Task<ImmutableArray<LeftHolding>> LeftAsync(InstrumentCatalog catalog, Currency account, ImmutableDictionary<string, LeftReason> barred, CancellationToken stopping)
    {
        var holdings = await HoldingsAsync(stopping);
        var plan = LiquidationPlan.Make(new() { Catalog = catalog, Account = account, NetBase = holdings, Touches = await TouchesAsync(holdings.Keys, stopping), Barred = barred });
        return [.. plan.Left, .. plan.Closes.Select(close => new LeftHolding(close.Instrument.Symbol, holdings[close.Instrument.Symbol.Text], LeftReason.Remaining))];
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken stopping)
    {
        var startedAt = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask(stopping);
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested && clock.GetElapsedTime(startedAt) + PauseAfter(failure) - AskInterval < answerMax)
            {
                await Task.Delay(PauseAfter(failure), clock, stopping); // asked again; the last answer is thrown
            }
        }
    }

    // Asked again sooner than it asked for, a venue turns a pause into a ban; one longer than there is time for is for whoever asks to wait for.
    private static TimeSpan PauseAfter(Exception failure) =>
        failure is VenueException { Fault: { Kind: VenueFaultKind.RateLimited, IsOwn: false, RetryAfter: { } alone } } && alone > AskInterval ? alone : AskInterval;

    private async Task<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping)
    {
        try
        {
            return await venue.TouchAsync(symbol, stopping);
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            return null; // the plan says that there is no price, and it is asked again
        }
    }
}
