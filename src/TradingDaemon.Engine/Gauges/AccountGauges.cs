using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.Gauges;

/// <summary>What limits measure beside cash and holdings; the fold of the same facts.</summary>
/// <param name="catalog">The instruments.</param>
/// <param name="state">As a checkpoint remembers it.</param>
public sealed class AccountGauges(InstrumentCatalog catalog, AccountState state)
{
    /// <summary>The equity's peak and recent past, as far as a limit asks for them.</summary>
    public EquityTrail Trail { get; } = new(state);

    /// <summary>Rules that keep entries out for a while.</summary>
    public EntryPauses Pauses { get; } = new(state);

    /// <summary>The trading day's entries.</summary>
    public EntryBook Entries { get; } = new(catalog, state);

    /// <summary>How fast orders are cancelled.</summary>
    public CancelPace Cancels { get; } = new(state);

    /// <summary>What strategies' closed trades came to.</summary>
    public TradeBook Trades { get; } = new(state);

    /// <summary>Takes a fact that is about to become so.</summary>
    /// <param name="recorded">The fact.</param>
    /// <param name="order">The order it tells of as it is before, or null.</param>
    /// <param name="day">The trading day before.</param>
    /// <param name="openedAtAccount">What that day's loss is counted from before.</param>
    public void Take(RecordedFact recorded, OrderState? order, DateOnly? day, decimal? openedAtAccount)
    {
        switch (recorded.Fact)
        {
            case Fact.DayOpened opened when opened.Day != day: Entries.Open(recorded.At); break;
            case Fact.DayOpened { EquityAccount: { } to } when openedAtAccount is { } from: Trail.Move(from, to); break; // the same day once more is money that came or went without a trade
            case Fact.EmergencyMoved { To: EmergencyState.Active }: Forget(); break;
            case Fact.EquityObserved observed: Trail.Observe(observed.EquityAccount, recorded.At); break;
            case Fact.EntriesPaused paused: Pauses.Begin(paused); break;
            case Fact.OrderIntended { Intent: var intent }: Entries.Decided(intent); break;
            case Fact.OrderMoved moved when order is not null: Move(moved, order, recorded.At); break;
            case Fact.FillBooked { Fill: var fill } when order is not null && order.Status.IsTerminal(): Entries.GaveBack(order.Intent, -fill.Quantity.Base); break; // it was given back too early
            default: break; // nothing else is measured here
        }
    }

    /// <summary>The gauges as a checkpoint keeps them.</summary>
    public AccountState Into(AccountState state) => Trades.Into(Cancels.Into(Entries.Into(Pauses.Into(Trail.Into(state)))));

    private void Move(Fact.OrderMoved moved, OrderState order, DateTimeOffset at)
    {
        if (moved.Kind == OrderEventKind.CancelRequested) Cancels.Add(order.Intent, at);
        if (moved.Status.IsTerminal() && !order.Status.IsTerminal()) Entries.GaveBack(order.Intent, order.RemainingBase);
    }

    // A person who resumes has looked: what was lost before counts no more against what may be lost from now on.
    private void Forget()
    {
        Trail.Forget();
        Pauses.Forget();
    }
}
