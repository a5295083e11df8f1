using TradingDaemon.Exchange.Orders;
using TradingDaemon.Exchange.Synthetic;
using TradingDaemon.Sandbox.Market;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>Shows the floor the synthetic market, paced by the clock; and, market or not, brings the floor to the present so that what is due happens.</summary>
internal sealed class MarketPacer(ExchangeFloor floor, IReadOnlyList<SandboxInstrument> instruments, ulong seed, double speed, TimeProvider clock)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan CatchUpMax = TimeSpan.FromSeconds(1); // after a standstill the market goes on from there, it does not rush

    private volatile bool _isRunning = true;

    /// <summary>Whether the synthetic market moves.</summary>
    public bool IsRunning
    {
        get => _isRunning;
        set => _isRunning = value;
    }

    /// <summary>Paces until stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var start = clock.GetUtcNow();
        var known = floor.Enter(true, static (floor, _, _) => floor.Exchange.LastPrices());
        var market = new SyntheticMarket(new SyntheticMarketOptions { Seed = seed }, [.. instruments.Select(it => it.Behaviour(known.GetValueOrDefault(it.Rules.Symbol, it.StartPrice)))], start);
        var (lastBeat, zero) = (start, start);
        market.Next(out var next);
        using var beat = new PeriodicTimer(Beat, clock);
        try
        {
            while (await beat.WaitForNextTickAsync(stopping))
            {
                var now = clock.GetUtcNow();
                var missed = IsRunning ? now - lastBeat - CatchUpMax : now - lastBeat;
                if (missed > TimeSpan.Zero) zero += missed;
                lastBeat = now;
                floor.Enter((floor, at) =>
                {
                    for (; IsRunning && zero + ((next.At - start) / speed) <= now; market.Next(out next)) Show(floor, next, at);
                });
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end asked for.
        }
    }

    private static void Show(ExchangeFloor floor, in SyntheticEvent what, DateTimeOffset at)
    {
        switch (what.Kind)
        {
            case SyntheticEventKind.BuyerTrade: floor.ShowTrade(what.Index, what.Ask, what.AskSize, Side.Buy, at); break;
            case SyntheticEventKind.SellerTrade: floor.ShowTrade(what.Index, what.Bid, what.BidSize, Side.Sell, at); break;
            default: floor.ShowQuote(what.Index, what.Bid, what.BidSize, what.Ask, what.AskSize, at); break;
        }
    }
}
