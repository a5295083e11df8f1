using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Exchange;
using TradingDaemon.Simulation.Chance;

namespace TradingDaemon.Simulation.World;

/// <summary>Prices as they are, which the exchange sees, and what the daemon is told of them: late, crossed, out of order, from the future, or nothing.</summary>
/// <param name="fate">What happens.</param>
/// <param name="exchange">Sees prices as they are.</param>
/// <param name="isListed">Whether a pair has prices of a second venue too: every other one of the last instrument's is its.</param>
internal sealed class ChaosMarket(Fate fate, SimulatedExchange exchange, bool isListed)
{
    private readonly decimal[] _mids = [.. Ground.Prices];
    private bool _isFurthers;
    private readonly int[] _silentFor = new int[Ground.Catalog.Count];

    /// <summary>The next event; null when the daemon is told nothing of it.</summary>
    public RawTick? Next(DateTimeOffset now)
    {
        var index = fate.Next(Ground.Further);
        if (isListed && index == Ground.Further - 1 && (_isFurthers = !_isFurthers)) index = Ground.Further;
        var instrument = Ground.Catalog.All[index];
        Walk(index, instrument);
        var half = Math.Max(instrument.TickSize, instrument.FloorToTick(_mids[index] * (fate.OneIn(30) ? 0.002m : 0.0002m)));
        var (bid, ask) = (_mids[index] - half, fate.OneIn(25) ? _mids[index] - half : _mids[index] + half); // locked now and then
        var (bidSize, askSize) = (Size(index), Size(index));
        exchange.ObserveQuote(index, bid, bidSize, ask, askSize, now);
        if (fate.OneIn(10))
        {
            var (price, size) = (fate.OneIn(2) ? bid - half : ask + half, Size(index));
            if (price > 0m) exchange.ObserveTrade(index, price, size, now);
            return RawTick.OfTrade(instrument.Id, now, now, price, size, AggressorSide.Buy);
        }

        if (_silentFor[index] > 0 && fate.IsCruel) // a silence is a fault, and ends with the others
        {
            _silentFor[index]--;
            return null;
        }

        if (fate.StrikesInTick(FaultKinds.Market, 1_500)) _silentFor[index] = fate.Next(5, 60);
        return Lie(RawTick.OfQuote(instrument.Id, now, now, bid, bidSize, ask, askSize), now);
    }

    private RawTick? Lie(RawTick tick, DateTimeOffset now) => !fate.Allows(FaultKinds.Market) ? tick : fate.Next(120) switch
    {
        0 => null,
        1 => RawTick.OfQuote(tick.Instrument, now, now, tick.C, tick.D, tick.A, tick.B),                                           // crossed, or locked when it was
        2 => RawTick.OfQuote(tick.Instrument, now - fate.Between(1, 30_000), now, tick.A, tick.B, tick.C, tick.D),                 // out of order
        3 => RawTick.OfQuote(tick.Instrument, now + fate.Between(500, 90_000), now, tick.A, tick.B, tick.C, tick.D),               // from the future
        4 => RawTick.OfQuote(tick.Instrument, now, now, 0m, RawTick.UnknownSize, tick.C, tick.D),                                  // a side is gone
        5 => RawTick.OfQuote(tick.Instrument, now, now, tick.A * 3m, tick.B, tick.C * 3m, tick.D),                                 // an outlier
        6 => RawTick.OfQuote(tick.Instrument, now, now, tick.A, -5m, tick.C, tick.D),                                              // an impossible size
        _ => tick,
    };

    private void Walk(int index, Instrument instrument)
    {
        var step = ((decimal)fate.Uniform() - 0.5m) * 0.002m * (fate.OneIn(400) ? 15m : 1m);
        var back = (Ground.Prices[index] - _mids[index]) / Ground.Prices[index] * 0.0005m;
        _mids[index] = Math.Max(instrument.TickSize * 20m, instrument.FloorToTick(_mids[index] * (1m + step + back)));
    }

    // Around the size of an order, so that many are filled in parts.
    private decimal Size(int index)
    {
        var instrument = Ground.Catalog.All[index];
        return Math.Max(instrument.LotSize, instrument.FloorToLot((decimal)fate.Uniform() * 1_600m / instrument.Notional(_mids[index], 1m)));
    }
}
