using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Stakes;

/// <summary>What the whole account has at stake in one instrument, and the sums that is a part of.</summary>
/// <param name="instrument">The instrument.</param>
/// <param name="currency">Place of its quote currency.</param>
/// <param name="all">Everything of the account.</param>
/// <param name="reserved">What is spoken for at its venue in its currency.</param>
internal sealed class InstrumentStake(Instrument instrument, int currency, StakeSum all, ReservedQuote reserved)
{
    private decimal _netBase;
    private decimal _longsBase; // of all strategies that are long
    private decimal _shortsBase; // of all that are short, above zero
    private decimal _bid;
    private decimal _ask;
    private Stake _held;
    private Stake _inFlight;
    private decimal _buysBase;
    private decimal _sellsBase;
    private decimal _coversBase; // of the buys those that only reduce
    private decimal _reducesBase; // of the sales
    private decimal _coverQuote;
    private bool _isCoverUnpriced;

    /// <summary>The instrument.</summary>
    public Instrument Instrument => instrument;

    /// <summary>Place of its quote currency.</summary>
    public int Currency => currency;

    /// <summary>Everything at its venue; everything of the account where there is no other venue.</summary>
    public required StakeSum Venue { get; init; }

    /// <summary>Everything of its underlying; null where it is the only one.</summary>
    public StakeSum? Underlying { get; init; }

    /// <summary>Everything of its sector; null without one.</summary>
    public StakeSum? Sector { get; init; }

    /// <summary>Instruments of the same underlying that are not of its sector.</summary>
    public ImmutableArray<InstrumentStake> Strays { get; set; } = [];

    /// <summary>The same pair at its other venues.</summary>
    public ImmutableArray<InstrumentStake> Elsewhere { get; set; } = [];

    /// <summary>Positions ever opened in it, in that order.</summary>
    public List<PositionStake> Positions { get; } = [];

    /// <summary>Those of them that are held now.</summary>
    public List<PositionStake> Held { get; } = [];

    /// <summary>What is at stake in it.</summary>
    public Stake Own => _held + _inFlight;

    /// <summary>Whether an entry in it is in flight.</summary>
    public bool IsUnderWay => (_inFlight.Buys | _inFlight.Sells) != 0;

    /// <summary>Whether it is among those with anything at stake.</summary>
    public bool IsListed { get; set; }

    /// <summary>Quote currency spoken for at its venue in its currency; null while something in that has no price.</summary>
    public decimal? ReservedQuote => reserved.AmountQuote;

    /// <summary>What is at stake in it in account currency; null without a price or a rate.</summary>
    public decimal? Gross(Valuation valuation)
    {
        var own = Own;
        if (own.IsOfNothing) return 0m;
        return own.Unpriced == 0 && valuation.Rate(instrument) is { } rate ? (own.HeldQuote + own.BuysQuote + own.SellsQuote) * rate : null;
    }

    /// <summary>Base in flight on one side, exits included.</summary>
    public decimal InFlightBase(OrderSide side) => side == OrderSide.Buy ? _buysBase : _sellsBase;

    /// <summary>
    /// Base that all strategies hold on one side, with entries in flight there. What others hold against it is not taken off: closing that is an exit,
    /// which no limit on exposure is asked of, and leaves this.
    /// </summary>
    public decimal StakedBase(OrderSide side) => side == OrderSide.Buy ? _longsBase + _buysBase - _coversBase : _shortsBase + _sellsBase - _reducesBase;

    /// <summary>An order in it changed.</summary>
    /// <param name="side">Its side.</param>
    /// <param name="isExit">Whether it only reduces.</param>
    /// <param name="changeBase">How much more of it may fill.</param>
    /// <param name="changeQuote">What that is worth.</param>
    /// <param name="from">What was at stake with it.</param>
    /// <param name="to">What is at stake with it.</param>
    public void Work(OrderSide side, bool isExit, decimal changeBase, decimal changeQuote, in Stake from, in Stake to)
    {
        if (side == OrderSide.Buy)
        {
            _buysBase += changeBase;
            reserved.BuysQuote += changeQuote;
            if (isExit) _coversBase += changeBase;
            Reserve();
        }
        else
        {
            _sellsBase += changeBase;
            if (isExit) _reducesBase += changeBase;
        }

        Move(from, to);
        _inFlight = _inFlight - from + to;
    }

    /// <summary>The account's holding changed; <see cref="Held"/> is of now.</summary>
    public void Settle(decimal netBase, MarkBoard? marks)
    {
        (_netBase, _longsBase, _shortsBase) = (netBase, 0m, 0m);
        foreach (var position in Held)
        {
            if (position.NetBase > 0m) _longsBase += position.NetBase;
            else _shortsBase -= position.NetBase;
        }

        (_bid, _ask) = (0m, 0m);
        Price(marks);
    }

    /// <summary>Its price may have moved.</summary>
    public void Price(MarkBoard? marks)
    {
        if (_netBase == 0m && Held.Count == 0 && _held.IsOfNothing) return;
        if (marks?.Find(instrument.Id) is { } quote)
        {
            if (quote.Bid.QuotePerBase == _bid && quote.Ask.QuotePerBase == _ask) return;
            (_bid, _ask) = (quote.Bid.QuotePerBase, quote.Ask.QuotePerBase);
        }

        var held = Value();
        Move(_held, held);
        _held = held;
        foreach (var position in Held) position.Price(_bid, _ask);
        Reserve();
    }

    // Longs or shorts, whichever are worth more: what is left once those on the other side are closed.
    private Stake Value()
    {
        if (Held.Count == 0) return default;
        if (_bid == 0m) return new Stake { Holdings = 1, Unpriced = 1 };
        var net = Stake.Up(instrument.Notional(_netBase > 0m ? _bid : _ask, Math.Abs(_netBase)));
        var held = Math.Max(Stake.Up(instrument.Notional(_bid, _longsBase)), Stake.Up(instrument.Notional(_ask, _shortsBase)));
        return new Stake { Holdings = 1, NetQuote = _netBase > 0m ? net : -net, HeldQuote = held };
    }

    private void Reserve()
    {
        var coverBase = Math.Max(0m, _shortsBase - _coversBase);
        var isUnpriced = coverBase > 0m && _ask == 0m;
        var cover = coverBase > 0m ? Stake.Up(instrument.Notional(_ask, coverBase)) : 0m;
        reserved.CoverQuote += cover - _coverQuote;
        if (isUnpriced != _isCoverUnpriced) reserved.Unpriced += isUnpriced ? 1 : -1;
        (_coverQuote, _isCoverUnpriced) = (cover, isUnpriced);
    }

    private void Move(in Stake from, in Stake to)
    {
        all.Move(currency, from, to);
        if (!ReferenceEquals(Venue, all)) Venue.Move(currency, from, to);
        Underlying?.Move(currency, from, to);
        Sector?.Move(currency, from, to);
    }
}
