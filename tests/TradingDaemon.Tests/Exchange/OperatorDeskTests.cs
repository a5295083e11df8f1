using NUnit.Framework;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Tests.Exchange;

public sealed class OperatorDeskTests
{
    [Test]
    public void Movements_OfEveryKind_ChangeBalancesAndAreNumbered()
    {
        using var rig = new AccountsRig();
        Assert.Multiple(() =>
        {
            Assert.That(rig.Operator.Deposit("ann", "EUR", 50m, rig.Now), Is.Null);
            Assert.That(rig.Operator.Withdraw("ann", "EUR", 20m, rig.Now), Is.Null);
            Assert.That(rig.Operator.DepositHolding("ann", "ACME", 7m, rig.Now), Is.Null);
            Assert.That(rig.Operator.WithdrawHolding("ann", "ACME", 7m, rig.Now), Is.Null);
            Assert.That(rig.Ann.Cash()["EUR"], Is.EqualTo(30m));
            Assert.That(rig.Ann.Holdings().ContainsKey("ACME"), Is.False);
            Assert.That(rig.Ann.MovementsSince(3, 3).Select(static m => (m.Sequence, m.Kind, m.Asset, m.IsHolding, m.Amount)), Is.EqualTo(new[]
            {
                (4L, MovementKind.Deposit, "EUR", false, 50m), (5L, MovementKind.Withdrawal, "EUR", false, -20m), (6L, MovementKind.Deposit, "ACME", true, 7m),
            }), "after the three it started with");
            Assert.That(rig.Ann.Balances().MovementSequence, Is.EqualTo(7));
        });
    }

    [Test]
    public void Movements_ThatCannotBe_AreRefused()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Ann, Side.Buy, 1m, 999_000m);
        rig.Limit(rig.Ann, Side.Sell, 999_990m, 999_999m);
        Assert.Multiple(() =>
        {
            Assert.That(rig.Ann.Balances().FreeCash["USD"], Is.EqualTo(1_000m));
            Assert.That(rig.Operator.Withdraw("ann", "USD", 1_001m, rig.Now)!.Code, Is.EqualTo(RefusalCode.InsufficientFunds), "the rest is reserved");
            Assert.That(rig.Operator.WithdrawHolding("ann", AccountsRig.Symbol, 11m, rig.Now)!.Code, Is.EqualTo(RefusalCode.InsufficientFunds));
            Assert.That(rig.Operator.Withdraw("ann", "USD", 0m, rig.Now)!.Code, Is.EqualTo(RefusalCode.Other));
            Assert.That(rig.Operator.WithdrawHolding("ann", "ACME", 0m, rig.Now)!.Code, Is.EqualTo(RefusalCode.Other));
            Assert.That(rig.Operator.Deposit("ann", "USD", -1m, rig.Now)!.Code, Is.EqualTo(RefusalCode.Other));
            Assert.That(rig.Operator.DepositHolding("ann", "ACME", -1m, rig.Now)!.Code, Is.EqualTo(RefusalCode.Other));
            Assert.That(rig.Operator.DepositHolding("ann", "GONE", 1m, rig.Now)!.Code, Is.EqualTo(RefusalCode.UnknownInstrument));
            Assert.That(() => rig.Operator.Deposit("nobody", "USD", 1m, rig.Now), Throws.TypeOf<KeyNotFoundException>());
            Assert.That(rig.Operator.Withdraw("ann", "USD", 1_000m, rig.Now), Is.Null);
        });
    }

    [Test]
    public void PlaceByHand_HasNoClientIdButTradesAsAnyOther()
    {
        using var rig = new AccountsRig();
        Assert.That(rig.Operator.PlaceByHand("ann", OrderRequest.Limit("mine", AccountsRig.Symbol, Side.Sell, 2m, 100m), rig.Now), Is.Null);
        Assert.That(rig.Operator.PlaceByHand("ann", OrderRequest.Limit("mine", AccountsRig.Symbol, Side.Sell, 2m, 100m), rig.Now), Is.Null, "two without a name are not one name twice");
        Assert.That(rig.Operator.PlaceByHand("ann", OrderRequest.Limit("", "GONE", Side.Sell, 2m, 100m), rig.Now)!.Code, Is.EqualTo(RefusalCode.UnknownInstrument));
        rig.Market(rig.Bob, Side.Buy, 2m);
        Assert.Multiple(() =>
        {
            Assert.That(rig.Ann.FindOrder(OrderName.Client("mine")), Is.Null);
            Assert.That(rig.Ann.FindOrder(OrderName.Client("")), Is.Null);
            Assert.That(rig.Ann.ExecutionsSince(0, 9).Select(static e => (e.ClientOrderId, e.OrderId)), Is.EqualTo(new[] { ("", "O1") }));
        });
        rig.Ann.Cancel(OrderName.Venue("O2"), rig.Now);
        rig.Advance();
        Assert.That(rig.Reports[^1], Is.EqualTo(new ExchangeReport.Cancelled("ann", "", "O2", "Cancelled by request.", rig.Now) { Filled = 0m }));
    }

    [Test]
    public void RebateFee_OfATrade_IsAnExecutionWithoutQuantity()
    {
        using var rig = new AccountsRig(AccountsRig.With("bob", static account => account with { FeePayment = FeePayment.InBase }));
        rig.Limit(rig.Ann, Side.Sell, 2m, 100m, symbol: AccountsRig.Coin);
        var id = rig.Market(rig.Bob, Side.Buy, 2m, AccountsRig.Coin);
        var (ann, bob) = (rig.Ann.Cash()["USD"], rig.Bob.Holdings()[AccountsRig.Coin]);
        Assert.That(rig.Operator.RebateFee("ann", 1, 0.05m, rig.Now), Is.Null);
        Assert.That(rig.Operator.RebateFee("bob", 1, 0.001m, rig.Now), Is.Null);
        rig.Advance();
        var rebate = rig.Bob.ExecutionsSince(1, 9).Single();
        Assert.Multiple(() =>
        {
            Assert.That((rebate.Sequence, rebate.Rebates, rebate.Quantity, rebate.Fee, rebate.FeeAsset, rebate.IsTrade), Is.EqualTo((2L, 1L, 0m, -0.001m, "BTC", false)));
            Assert.That((rig.Ann.Cash()["USD"] - ann, rig.Bob.Holdings()[AccountsRig.Coin] - bob), Is.EqualTo((0.05m, 0.001m)));
            Assert.That(AccountsRig.Order(rig.Bob, id).Filled, Is.EqualTo(2m));
            Assert.That(rig.Reports.OfType<ExchangeReport.Rebated>().Select(static r => r.Account), Is.EqualTo(new[] { "ann", "bob" }));
            Assert.That(rig.Operator.RebateFee("bob", 2, 1m, rig.Now)!.Code, Is.EqualTo(RefusalCode.Other), "a rebate has no fee");
            Assert.That(rig.Operator.RebateFee("bob", 3, 1m, rig.Now)!.Code, Is.EqualTo(RefusalCode.NotFound));
            Assert.That(rig.Operator.RebateFee("bob", 1, 0m, rig.Now)!.Code, Is.EqualTo(RefusalCode.Other));
        });
    }

    [TestCase(FeeCurrency.Quote)]
    [TestCase(FeeCurrency.Base)]
    public void Bust_OfATradeBetweenAccounts_ReversesBothSides(FeeCurrency currency)
    {
        using var rig = new AccountsRig(AccountsRig.With("bob", account => account with { FeePayment = new FeePayment(currency) }));
        var before = (rig.Ann.Balances(), rig.Bob.Balances());
        rig.Limit(rig.Ann, Side.Sell, 2m, 100m, symbol: AccountsRig.Coin);
        var id = rig.Market(rig.Bob, Side.Buy, 2m, AccountsRig.Coin);
        Assert.That(rig.Operator.Bust("bob", 1, rig.Now), Is.Null);
        rig.Advance();
        Assert.Multiple(() =>
        {
            Assert.That(rig.Ann.Balances().Cash, Is.EquivalentTo(before.Item1.Cash));
            Assert.That(rig.Ann.Balances().Holdings, Is.EquivalentTo(before.Item1.Holdings));
            Assert.That(rig.Bob.Balances().Cash, Is.EquivalentTo(before.Item2.Cash));
            Assert.That(rig.Bob.Balances().Holdings, Is.EquivalentTo(before.Item2.Holdings));
            Assert.That(rig.Ann.ExecutionsSince(1, 9).Select(static e => (e.Sequence, e.Reverses, e.Side, e.Counterparty, e.CounterSequence)), Is.EqualTo(new[] { (2L, 1L, Side.Buy, "bob", 2L) }));
            Assert.That(rig.Reports.OfType<ExchangeReport.Reversed>().Select(static r => r.Account), Is.EqualTo(new[] { "bob", "ann" }));
            Assert.That(AccountsRig.Order(rig.Bob, id).Filled, Is.EqualTo(2m), "what it matched stays told");
            Assert.That(rig.Operator.Bust("bob", 1, rig.Now)!.Code, Is.EqualTo(RefusalCode.Other), "busted before");
            Assert.That(rig.Operator.Bust("ann", 1, rig.Now)!.Code, Is.EqualTo(RefusalCode.Other), "from the other side too");
            Assert.That(rig.Operator.Bust("ann", 2, rig.Now)!.Code, Is.EqualTo(RefusalCode.Other), "a reversal stands");
            Assert.That(rig.Operator.Bust("ann", 3, rig.Now)!.Code, Is.EqualTo(RefusalCode.NotFound));
            Assert.That(rig.Operator.Bust("ann", 0, rig.Now)!.Code, Is.EqualTo(RefusalCode.NotFound));
        });
    }

    [Test]
    public void Bust_OfATradeWithTheMarket_ReversesIt()
    {
        using var rig = new AccountsRig();
        rig.Quote(99m, 101m, symbol: AccountsRig.Coin);
        rig.Market(rig.Ann, Side.Sell, 2m, AccountsRig.Coin);
        Assert.That(rig.Operator.Bust("ann", 1, rig.Now), Is.Null);
        Assert.That((rig.Ann.Cash()["USD"], rig.Ann.Holdings()[AccountsRig.Coin], rig.Ann.LastExecutionSequence), Is.EqualTo((1_000_000m, 10_000m, 2L)));
    }

    [Test]
    public void Halt_RefusesOrdersAndMatchesNothingUntilResumed()
    {
        using var rig = new AccountsRig();
        var resting = rig.Limit(rig.Ann, Side.Buy, 2m, 98m);
        var cancelled = rig.Limit(rig.Ann, Side.Buy, 1m, 97m);
        var stop = rig.Stop(rig.Bob, Side.Buy, 1m, 150m);
        Assert.That(rig.Operator.Halt(AccountsRig.Symbol, rig.Now), Is.Null);
        Assert.That(rig.Operator.Halt(AccountsRig.Symbol, rig.Now), Is.Null, "twice is once");
        Assert.That((rig.Operator.IsHalted(AccountsRig.Symbol), rig.Operator.IsHalted("GONE")), Is.EqualTo((true, false)));
        Assert.That(rig.RefusalOf(rig.Limit(rig.Bob, Side.Sell, 1m, 98m)), Is.EqualTo(RefusalCode.MarketClosed));
        rig.Replace(rig.Ann, resting, 1m, null);
        Assert.That(rig.ReplaceRefusalOf(resting), Is.EqualTo(RefusalCode.MarketClosed));
        rig.Cancel(rig.Ann, cancelled);
        Assert.That(AccountsRig.Order(rig.Ann, cancelled).Condition, Is.EqualTo(OrderCondition.Cancelled), "one may always leave");
        rig.Quote(149m, 150m);
        rig.Exchange.ObserveTrade(ExchangeRig.Free, 90m, 5m, rig.Now);
        rig.Quote(96m, 97m);
        Assert.That(rig.Fills, Is.Empty);
        Assert.That(rig.Operator.Resume(AccountsRig.Symbol, rig.Now), Is.Null);
        rig.Advance();
        Assert.That(rig.Fills.Single().ClientOrderId, Is.EqualTo(resting), "what the market did meanwhile takes effect");
        Assert.That(AccountsRig.Order(rig.Bob, stop).IsOpen, Is.True, "only the last of it");
        Assert.That(rig.Operator.Halt("GONE", rig.Now)!.Code, Is.EqualTo(RefusalCode.UnknownInstrument));
    }

    [Test]
    public void Halt_OnBars_KeepsThePriceAndWaits()
    {
        using var rig = new AccountsRig();
        rig.Limit(rig.Ann, Side.Buy, 2m, 98m);
        rig.Operator.Halt(AccountsRig.Symbol, rig.Now);
        rig.Exchange.ObserveBar(ExchangeRig.Free, 90m, 91m, 89m, 90m, rig.Now);
        Assert.That(rig.Exchange.LastPrices()[AccountsRig.Symbol], Is.EqualTo(90m));
        rig.Operator.Resume(AccountsRig.Symbol, rig.Now);
        rig.Advance();
        Assert.That(rig.Fills.Single().Quantity, Is.EqualTo(2m));
    }

    [Test]
    public void Forget_AShare_LosesThoseOrdersForGood([Values] bool isRestarted)
    {
        using var folder = new TemporaryFolder();
        var options = AccountsRig.Options with { LedgerPath = folder.File("ledger"), Fsync = false, ClosedOrdersMax = 2 };
        var rig = new AccountsRig(options);
        for (var i = 0; i < 150; i++) rig.Limit(i % 2 == 0 ? rig.Ann : rig.Bob, Side.Buy, 1m, 50m, Lifetime.Day);
        for (var i = 0; i < 5; i++) rig.Cancel(rig.Cid, rig.Limit(rig.Cid, Side.Buy, 1m, 50m));
        var reports = rig.Reports.Count;
        var lost = rig.Operator.Forget(0.01m, 7, rig.Now);
        rig.Advance();
        Assert.That((lost.Count, rig.Reports.Count), Is.EqualTo((2, reports)), "1 % of 150, rounded up, and nobody is told");
        if (isRestarted)
        {
            rig.Dispose();
            rig = new AccountsRig(options);
        }

        using (rig)
        {
            foreach (var order in lost)
            {
                var desk = rig.Exchange.Account(order.Account);
                Assert.That((desk.FindOrder(OrderName.Venue(order.OrderId)), desk.FindOrder(OrderName.Client(order.Request.ClientOrderId)), desk.OrdersOf(order.Request.ClientOrderId).Count), Is.EqualTo(((ExchangeOrder?)null, (ExchangeOrder?)null, 0)));
                rig.Cancel(desk, order.Request.ClientOrderId);
                Assert.That(rig.Reports[^1], Is.InstanceOf<ExchangeReport.CancelRefused>());
            }

            Assert.That(rig.Operator.Forget(lost, rig.Now), Is.Zero, "they are gone already");
            rig.Quote(40m, 45m, askSize: 1_000m);
            Assert.That(rig.Fills.Count(), Is.EqualTo(148));
        }
    }

    [Test]
    public void Forget_TheNewestOfAName_LeavesTheEarlierOne()
    {
        using var rig = new AccountsRig(AccountsRig.With("ann", static account => account with { ClientOrderIds = ClientOrderIdScope.OpenOrders }));
        for (var i = 0; i < 2; i++)
        {
            rig.Send(rig.Ann, OrderRequest.Limit("same", AccountsRig.Symbol, Side.Buy, 1m, 50m));
            if (i == 0) rig.Cancel(rig.Ann, "same");
        }

        Assert.That(rig.Operator.Forget(rig.Ann.OpenOrders(), rig.Now), Is.EqualTo(1));
        Assert.That(AccountsRig.Order(rig.Ann, "same").OrderId, Is.EqualTo("O1"));
        Assert.That(() => rig.Operator.Forget(1.5m, 1, rig.Now), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void OpenAccount_WhileRunning_TradesAndIsFound()
    {
        using var rig = new AccountsRig();
        var dan = rig.Exchange.OpenAccount(AccountsRig.Account("dan"), rig.Now);
        rig.Limit(rig.Ann, Side.Sell, 1m, 100m);
        rig.Market(dan, Side.Buy, 1m);
        Assert.Multiple(() =>
        {
            Assert.That(dan.ExecutionsSince(0, 1).Single().Counterparty, Is.EqualTo("ann"));
            Assert.That(rig.Exchange.FindAccount("dan"), Is.SameAs(dan));
            Assert.That(rig.Exchange.FindAccount("eve"), Is.Null);
            Assert.That(rig.Exchange.Accounts.Select(static desk => desk.Id), Is.EqualTo(new[] { "main", "ann", "bob", "cid", "dan" }));
            Assert.That(dan.Options.Id, Is.EqualTo("dan"));
            Assert.That(() => rig.Exchange.OpenAccount(AccountsRig.Account("dan"), rig.Now), Throws.ArgumentException);
            Assert.That(() => rig.Exchange.OpenAccount(AccountsRig.Account(""), rig.Now), Throws.ArgumentException);
        });
    }
}
