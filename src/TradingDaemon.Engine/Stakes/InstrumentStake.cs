using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Stakes;

/// <summary>What the whole account has at stake in one instrument, and the sums that is a part of.</summary>
/// <param name="instrument">The instrument.</param>
/// <param name="currency">Place of its quote currency.</param>
/// <param name="all">Everything of the account.</param>
/// <param name="buying">What is spoken for at its venue in its currency.</param>
internal sealed class InstrumentStake(Instrument instrument, int currency, StakeSum all, ReservedQuote buying)
{
    private decimal _netBase;
    private decimal _bid;
    private decimal _ask;
    private Stake _held;
    private Stake _inFlight;
    private decimal _buysBase;
    private decimal _sellsBase;

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

    /// <summary>Positions ever opened in it, in that order.</summary>
    public List<PositionStake> Positions { get; } = [];

    /// <summary>Those of them that are held now.</summary>
    public List<PositionStake> Held { get; } = [];

    /// <summary>What is at stake in it.</summary>
    public Stake Own => _held + _inFlight;

    /// <summary>Quote currency spoken for by buys in flight at its venue in its currency.</summary>
    public decimal ReservedQuote => buying.AmountQuote;

    /// <summary>What is at stake in it in account currency; null without a price or a rate.</summary>
    public decimal? Gross(Valuation valuation)
    {
        var own = Own;
        if (own.IsOfNothing) return 0m;
        return own.Unpriced == 0 && valuation.Rate(instrument) is { } rate ? (own.HeldQuote + own.BuysQuote + own.SellsQuote) * rate : null;
    }

    /// <summary>Base in flight on one side, exits included.</summary>
    public decimal InFlightBase(OrderSide side) => side == OrderSide.Buy ? _buysBase : _sellsBase;

    /// <summary>An order in it changed.</summary>
    /// <param name="side">Its side.</param>
    /// <param name="changeBase">How much more of it may fill.</param>
    /// <param name="changeQuote">What that is worth.</param>
    /// <param name="from">What was at stake with it.</param>
    /// <param name="to">What is at stake with it.</param>
    public void Work(OrderSide side, decimal changeBase, decimal changeQuote, in Stake from, in Stake to)
    {
        if (side == OrderSide.Buy)
        {
            _buysBase += changeBase;
            buying.AmountQuote += changeQuote;
        }
        else
        {
            _sellsBase += changeBase;
        }

        Move(from, to);
        _inFlight = _inFlight - from + to;
    }

    /// <summary>The account's holding changed.</summary>
    public void Settle(decimal netBase, MarkBoard? marks)
    {
        _netBase = netBase;
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
    }

    private Stake Value()
    {
        if (_netBase == 0m) return default;
        if (_bid == 0m) return new Stake { Holdings = 1, Unpriced = 1 };
        var held = Stake.Up(instrument.Notional(_netBase > 0m ? _bid : _ask, Math.Abs(_netBase)));
        return new Stake { Holdings = 1, NetQuote = _netBase > 0m ? held : -held, HeldQuote = held };
    }

    private void Move(in Stake from, in Stake to)
    {
        all.Move(currency, from, to);
        if (!ReferenceEquals(Venue, all)) Venue.Move(currency, from, to);
        Underlying?.Move(currency, from, to);
        Sector?.Move(currency, from, to);
    }
}
