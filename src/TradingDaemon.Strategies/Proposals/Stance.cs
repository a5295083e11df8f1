using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Parameters;

namespace TradingDaemon.Strategies.Proposals;

/// <summary>
/// What a strategy may propose next, from where it last leaned and what the account says it holds. An entry is proposed once
/// and not within the cool-down of the last; an exit is proposed at once, and again each time the last one expired unfulfilled.
/// </summary>
internal sealed class Stance(StrategySpec spec, Instrument instrument, TimeSpan cooldown)
{
    /// <summary>What a spec says of the cooldown.</summary>
    public static Parameter<TimeSpan> Cooldown { get; } = ParameterTypes.Duration(
        "cooldown", TimeSpan.Zero, TimeSpan.FromDays(7), "Least time from one entry to the next in one instrument; exits never wait.");

    private readonly PositionKey _key = new(spec.Id, instrument.Symbol);
    private readonly TimeSpan _signalLifetime = spec.SignalLifetime;
    private AccountSnapshot? _seen;
    private decimal _netBase;
    private DateTimeOffset _entryFrom = DateTimeOffset.MinValue;
    private DateTimeOffset _repeatFrom = DateTimeOffset.MinValue;

    /// <summary>Where it last proposed to be.</summary>
    public Lean Lean { get; private set; }

    /// <summary>Whether the strategy allows shorts and the instrument can be shorted.</summary>
    public bool CanShort { get; } = spec.AllowShort && instrument.Shortable;

    /// <summary>Whether a Buy is news: neither long nor on the way there, and the cool-down is over.</summary>
    public bool MayGoLong(AccountSnapshot account, DateTimeOffset now) =>
        Lean != Lean.Long && now >= _entryFrom && NetBase(account) <= 0m;

    /// <summary>Whether a Sell that opens a short is allowed and news.</summary>
    public bool MayGoShort(AccountSnapshot account, DateTimeOffset now) =>
        CanShort && Lean != Lean.Short && now >= _entryFrom && NetBase(account) >= 0m;

    /// <summary>Whether there is a long, proposed or held, to get out of.</summary>
    public bool MustLeaveLong(AccountSnapshot account, DateTimeOffset now) =>
        Lean == Lean.Long || (now >= _repeatFrom && NetBase(account) > 0m);

    /// <summary>Whether there is a short, proposed or held, to get out of.</summary>
    public bool MustLeaveShort(AccountSnapshot account, DateTimeOffset now) =>
        Lean == Lean.Short || (now >= _repeatFrom && NetBase(account) < 0m);

    /// <summary>Remembers an entry just proposed.</summary>
    public void Enter(Lean lean, DateTimeOffset now)
    {
        Lean = lean;
        _entryFrom = now + cooldown;
        _repeatFrom = now + _signalLifetime;
    }

    /// <summary>Remembers an exit just proposed.</summary>
    public void Leave(DateTimeOffset now)
    {
        Lean = Lean.Flat;
        _repeatFrom = now + _signalLifetime;
    }

    /// <summary>Signed holding once the orders in flight are done, zero when that leaves dust; looked up once per snapshot, for the look-up costs more than the strategy.</summary>
    private decimal NetBase(AccountSnapshot account)
    {
        if (ReferenceEquals(account, _seen)) return _netBase;
        _seen = account;
        var net = account.HoldingBase(_key) + account.InFlightBase.GetValueOrDefault(_key);
        return _netBase = instrument.IsDust(net, priceQuote: null) ? 0m : net; // what it is worth the engine judged: too little is not in the snapshot
    }
}
