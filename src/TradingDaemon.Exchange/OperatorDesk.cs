using System.Globalization;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Matching;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Exchange.Synthetic;

namespace TradingDaemon.Exchange;

/// <summary>
/// What the exchange's staff, or an account's owner by hand, can do past the accounts' own requests. Every act happens at once and is an event of the ledger. A
/// <see cref="Refusal"/> says why nothing happened; null says it did. An unknown account throws <see cref="KeyNotFoundException"/>.
/// </summary>
public sealed class OperatorDesk
{
    private readonly SimulatedExchange _exchange;
    private readonly MatchingEngine _matching;
    private readonly Bookkeeper _bookkeeper;
    private readonly InstrumentBook[] _books;

    internal OperatorDesk(SimulatedExchange exchange, MatchingEngine matching, Bookkeeper bookkeeper, InstrumentBook[] books) =>
        (_exchange, _matching, _bookkeeper, _books) = (exchange, matching, bookkeeper, books);

    /// <summary>Cash in.</summary>
    public Refusal? Deposit(string account, string asset, decimal amount, DateTimeOffset now) =>
        amount <= 0m ? NotPositive(amount) : Move(account, MovementKind.Deposit, asset, false, amount, now);

    /// <summary>Units of an instrument in.</summary>
    public Refusal? DepositHolding(string account, string symbol, decimal quantity, DateTimeOffset now) =>
        quantity <= 0m ? NotPositive(quantity) : NotTraded(symbol) ?? Move(account, MovementKind.Deposit, symbol, true, quantity, now);

    /// <summary>Cash out; refused past what open orders and short positions leave free.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="asset">The currency.</param>
    /// <param name="amount">Above zero.</param>
    /// <param name="now">When.</param>
    public Refusal? Withdraw(string account, string asset, decimal amount, DateTimeOffset now)
    {
        if (amount <= 0m) return NotPositive(amount);
        _exchange.AdvanceTo(now);
        var free = _matching.Power.FreeCash(_exchange.Account(account).Account, asset);
        return amount > free ? Insufficient(amount, asset, free) : Move(account, MovementKind.Withdrawal, asset, false, -amount, now);
    }

    /// <summary>Units of an instrument out; refused past what open sells leave free.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="symbol">The instrument.</param>
    /// <param name="quantity">Above zero.</param>
    /// <param name="now">When.</param>
    public Refusal? WithdrawHolding(string account, string symbol, decimal quantity, DateTimeOffset now)
    {
        if (quantity <= 0m) return NotPositive(quantity);
        _exchange.AdvanceTo(now);
        var free = BuyingPower.FreeHolding(_exchange.Account(account).Account, symbol);
        return quantity > free ? Insufficient(quantity, symbol, free) : Move(account, MovementKind.Withdrawal, symbol, true, -quantity, now);
    }

    /// <summary>Cash out that the exchange takes for itself, whether it is free or not.</summary>
    public Refusal? Charge(string account, string asset, decimal amount, DateTimeOffset now) =>
        amount <= 0m ? NotPositive(amount) : Move(account, MovementKind.Charge, asset, false, -amount, now);

    /// <summary>Gives fee of a trade back, in the currency it was paid in: an execution with a sequence of its own and no quantity.</summary>
    public Refusal? RebateFee(string account, long executionSequence, decimal amount, DateTimeOffset now)
    {
        if (amount <= 0m) return NotPositive(amount);
        _exchange.AdvanceTo(now);
        if (NotATrade(account, executionSequence, out var trade) is { } refusal) return refusal;
        _bookkeeper.Rebate(trade!, amount, _exchange.Now);
        return null;
    }

    /// <summary>The owner places an order by hand: it has no client id, whatever <paramref name="request"/> says.</summary>
    public Refusal? PlaceByHand(string account, OrderRequest request, DateTimeOffset now)
    {
        _exchange.AdvanceTo(now);
        var refusal = _matching.Submit(_exchange.Account(account).Account, request with { ClientOrderId = "" }, _exchange.Now);
        _exchange.UpdateNextWork();
        return refusal;
    }

    /// <summary>
    /// Undoes a trade: each account that took part gets an execution with a sequence of its own that reverses price, quantity and fee. Balances may
    /// become negative by it. The orders stay as they were. Throws <see cref="InvalidOperationException"/> when the execution left memory and there is no ledger file.
    /// </summary>
    public Refusal? Bust(string account, long executionSequence, DateTimeOffset now)
    {
        _exchange.AdvanceTo(now);
        if (NotATrade(account, executionSequence, out var bust) is { } refusal) return refusal;
        if (_exchange.Account(account).Account.IsReversed(executionSequence)) return new Refusal(RefusalCode.Other, $"Execution {executionSequence} of {account} was busted before.");
        _bookkeeper.Reverse(bust!, bust!.Counterparty is { } other ? ExecutionOf(other, bust.CounterSequence) : null, _exchange.Now);
        return null;
    }

    /// <summary>Whether an instrument is halted.</summary>
    public bool IsHalted(string symbol) => _exchange.Instruments.IndexOf(symbol) is >= 0 and var index && _books[index].IsHalted;

    /// <summary>Stops trading in an instrument: orders and replacements are refused, nothing matches, cancels go on.</summary>
    public Refusal? Halt(string symbol, DateTimeOffset now) => SetHalted(symbol, true, now);

    /// <summary>Goes on trading; what the market did meanwhile takes effect now.</summary>
    public Refusal? Resume(string symbol, DateTimeOffset now) => SetHalted(symbol, false, now);

    /// <summary>Loses the record of these working orders: they trade no more and no query finds them. Nobody is told. Returns how many there were.</summary>
    public int Forget(IEnumerable<ExchangeOrder> orders, DateTimeOffset now)
    {
        _exchange.AdvanceTo(now);
        var count = 0;
        foreach (var order in orders.Where(static order => order.IsOpen).ToArray())
        {
            if (_exchange.Account(order.Account).Account.Find(OrderName.Venue(order.OrderId)) != order) continue; // lost before
            _matching.Forget(order, _exchange.Now);
            count++;
        }

        _exchange.UpdateNextWork();
        return count;
    }

    /// <summary>Loses a share of all working orders, rounded up, drawn by <paramref name="seed"/>; returns them.</summary>
    /// <param name="fraction">0 to 1.</param>
    /// <param name="seed">Which ones.</param>
    /// <param name="now">When.</param>
    public IReadOnlyList<ExchangeOrder> Forget(decimal fraction, ulong seed, DateTimeOffset now)
    {
        if (fraction is < 0m or > 1m) throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A share runs from 0 to 1.");
        _exchange.AdvanceTo(now);
        var random = new SeededRandom(seed);
        var left = _exchange.Accounts.SelectMany(static account => account.Account.Open).OrderBy(static order => order.Sequence).ToList();
        var lost = new List<ExchangeOrder>();
        for (var count = (int)Math.Ceiling(left.Count * fraction); count > 0; count--)
        {
            var index = random.NextIndex(left.Count);
            lost.Add(left[index]);
            left.RemoveAt(index);
        }

        Forget(lost, now);
        return lost;
    }

    private Refusal? SetHalted(string symbol, bool isHalted, DateTimeOffset now)
    {
        _exchange.AdvanceTo(now);
        if (NotTraded(symbol) is { } refusal) return refusal;
        _matching.Halt(_books[_exchange.Instruments.IndexOf(symbol)], isHalted, _exchange.Now);
        _exchange.UpdateNextWork();
        return null;
    }

    private Refusal? Move(string account, MovementKind kind, string asset, bool isHolding, decimal amount, DateTimeOffset now)
    {
        _exchange.AdvanceTo(now);
        _bookkeeper.Move(_exchange.Account(account).Account, kind, asset, isHolding, amount, _exchange.Now);
        return null;
    }

    private Refusal? NotATrade(string account, long executionSequence, out Execution? execution)
    {
        execution = ExecutionOf(account, executionSequence);
        if (execution is null) return new Refusal(RefusalCode.NotFound, $"{account} has no execution {executionSequence}.");
        return execution.IsTrade ? null : new Refusal(RefusalCode.Other, $"Execution {executionSequence} of {account} is itself a correction.");
    }

    private Execution? ExecutionOf(string account, long sequence) => sequence > 0
        ? _exchange.Account(account).ExecutionsSince(sequence - 1, 1) is [var found] ? found : null
        : null;

    private Refusal? NotTraded(string symbol) =>
        _exchange.Instruments.IndexOf(symbol) < 0 ? new Refusal(RefusalCode.UnknownInstrument, $"'{symbol}' is not traded here.") : null;

    private static Refusal NotPositive(decimal amount) => new(RefusalCode.Other, string.Create(CultureInfo.InvariantCulture, $"{amount} is not above zero."));

    private static Refusal Insufficient(decimal amount, string asset, decimal free) =>
        new(RefusalCode.InsufficientFunds, string.Create(CultureInfo.InvariantCulture, $"{amount} {asset} is more than the {free} free."));
}
