using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Proposals;

namespace TradingDaemon.Strategies.MarketMaking;

/// <summary>
/// Lets bids and asks rest in layers around the mid, and lives on what lies between. It says what it wants as a set, again before that expires; whether an order may be and which one is
/// replaced is decided behind it.
/// </summary>
internal sealed class MarketMaker(StrategySpec spec, Instrument instrument, MarketMakerSettings settings) : IStrategy
{
    private const double PriceMax = 1e12d; // beyond it a price is no decimal with a tick any more

    private static readonly QuoteSet Unknown = QuoteSet.Nothing("Its account is not known yet.");

    private readonly PositionKey _key = new(spec.Id, instrument.Symbol);
    private readonly QuoteLadder _ladder = new(settings, instrument, spec.AllowShort && instrument.Shortable);
    private readonly LossBounds _bounds = new(settings);
    private readonly ToxicFlow _flow = new(settings);
    private readonly TimeSpan _patience = spec.SignalLifetime / 2; // what is said again by then never expires
    private AccountSnapshot? _seen;
    private MakerView? _view;
    private double _heldBase;
    private QuoteSet? _told;
    private DateTimeOffset _toldAt;
    private DateTimeOffset _madeAt;
    private DateTimeOffset _closedAt;
    private double _madeMid;
    private double _madeHeldBase;
    private bool _wasToxic;
    private bool _isEnded;

    /// <inheritdoc/>
    public StrategyNeeds Needs => new(EveryEvent: true, BarInterval: TimeSpan.Zero, WarmUpObservations: 0);

    /// <inheritdoc/>
    public void Evaluate(in MarketView market, AccountSnapshot account, Regime regime, ISignalSink signals)
    {
        if (!(market.Bid > 0d && market.Ask >= market.Bid && market.Ask < PriceMax)) return;
        See(account);
        if (_view is not { RateAccount: > 0m and var rate } view || account is not { EquityAccount: > 0m and var equity })
        {
            if (!ReferenceEquals(_told, Unknown) || IsOver(_toldAt, _patience, market.Time)) Tell(Unknown, market.Time, signals);
            return;
        }

        _bounds.Measure(view, _heldBase * (double)instrument.Multiplier, market.Mid, (double)equity);
        if (_bounds.AreReached) End(market.Time, signals);
        else if (_isEnded || _told is null || ReferenceEquals(_told, Unknown) || IsNews(market)) Quote(market, (double)rate, (double)equity, signals);
        else if (IsOver(_toldAt, _patience, market.Time)) Tell(_told, market.Time, signals);
    }

    // Looked up once a snapshot: that costs more than the rest.
    private void See(AccountSnapshot account)
    {
        if (ReferenceEquals(account, _seen)) return;
        (_seen, _view) = (account, account.Makers.GetValueOrDefault(_key));
        _heldBase = (double)(_view?.HeldBase ?? 0m);
        if (_view is { Record: var record }) _flow.Take(record.Buys, record.Sells);
    }

    private bool IsNews(in MarketView market) =>
        _heldBase != _madeHeldBase || _flow.IsToxic != _wasToxic || IsOver(_madeAt, settings.Refresh, market.Time) || Math.Abs(market.Mid - _madeMid) >= _madeMid * settings.RefreshMove;

    private void Quote(in MarketView market, double rate, double equity, ISignalSink signals)
    {
        var unit = market.Mid * (double)instrument.Multiplier * rate;
        var inventory = new Inventory(_heldBase, settings.InventoryMax * equity / unit, Math.Min((double)spec.SizeFraction, settings.InventoryMax) * equity / unit, unit);
        (_madeAt, _madeMid, _madeHeldBase, _wasToxic, _isEnded) = (market.Time, market.Mid, _heldBase, _flow.IsToxic, false);
        Tell(_ladder.Make(market, inventory, _flow.IsToxic), market.Time, signals);
    }

    // What it holds is closed at once: resting for a better price is what lost the money.
    private void End(DateTimeOffset now, ISignalSink signals)
    {
        if (!_isEnded || IsOver(_toldAt, _patience, now)) Tell(QuoteSet.Nothing(_bounds.Reason), now, signals);
        if (_heldBase != 0d && (!_isEnded || IsOver(_closedAt, spec.SignalLifetime, now)))
        {
            signals.Propose(new SignalProposal(SignalKind.Close, ConfidenceFormulas.Exit, _bounds.Reason));
            _closedAt = now;
        }

        _isEnded = true;
    }

    private void Tell(QuoteSet set, DateTimeOffset now, ISignalSink signals)
    {
        (_told, _toldAt) = (set, now);
        signals.Quote(set);
    }

    // A clock that was set back holds nothing up.
    private static bool IsOver(DateTimeOffset since, TimeSpan span, DateTimeOffset now) => (now - since).Duration() >= span;
}
