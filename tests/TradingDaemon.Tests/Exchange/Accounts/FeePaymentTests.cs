using NUnit.Framework;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Tests.Exchange.Accounts;

public sealed class FeePaymentTests
{
    private static readonly ExchangeInstrument Gas = ExchangeRig.Instruments[ExchangeRig.Btc] with { Symbol = "GAS/USD", Base = "GAS", Fees = default };

    [Test]
    public void Base_OnABuy_LeavesLessThanWasBoughtAndTouchesNoCash()
    {
        using var rig = Rig(account => account with { FeePayment = FeePayment.InBase });
        rig.Limit(rig.Bob, Side.Sell, 3m, 100m, symbol: AccountsRig.Coin);
        rig.Market(rig.Ann, Side.Buy, 3m, AccountsRig.Coin);
        var execution = rig.Ann.ExecutionsSince(0, 1).Single();
        Assert.Multiple(() =>
        {
            Assert.That((execution.Fee, execution.FeeAsset, execution.FeeCurrency), Is.EqualTo((0.006m, "BTC", FeeCurrency.Base)));
            Assert.That((execution.CashFlow, execution.BaseFlow), Is.EqualTo((-300m, 2.994m)));
            Assert.That(rig.Ann.Cash()["USD"], Is.EqualTo(999_700m));
            Assert.That(rig.Ann.Holdings()[AccountsRig.Coin], Is.EqualTo(10_002.994m));
        });
        rig.Quote(100m, 101m, symbol: AccountsRig.Coin);
        rig.Market(rig.Ann, Side.Sell, 1m, AccountsRig.Coin);
        Assert.That(rig.Ann.ExecutionsSince(1, 1).Single().FeeCurrency, Is.EqualTo(FeeCurrency.Quote), "a sell has given its base away");
    }

    [Test]
    public void Base_WithCashForTheValueAlone_IsAffordable()
    {
        using var rig = Rig(account => account with { FeePayment = FeePayment.InBase, StartingCash = new Dictionary<string, decimal> { ["USD"] = 100m } });
        Assert.That(rig.RefusalOf(rig.Limit(rig.Ann, Side.Buy, 1m, 100m, symbol: AccountsRig.Coin)), Is.Null);
        using var quote = Rig(account => account with { StartingCash = new Dictionary<string, decimal> { ["USD"] = 100m } });
        Assert.That(quote.RefusalOf(quote.Limit(quote.Ann, Side.Buy, 1m, 100m, symbol: AccountsRig.Coin)), Is.EqualTo(RefusalCode.InsufficientFunds));
    }

    [Test]
    public void Third_WithAMarkAndABalance_IsPaidAtTheMark()
    {
        using var rig = Rig(account => account with { FeePayment = FeePayment.In("GAS"), StartingCash = new Dictionary<string, decimal> { ["USD"] = 10_000m, ["GAS"] = 0.15m } });
        rig.Quote(1.9m, 2.1m, symbol: "GAS/USD");
        rig.Quote(100m, 101m, symbol: AccountsRig.Coin);
        rig.Market(rig.Ann, Side.Sell, 1m, AccountsRig.Coin);
        rig.Market(rig.Ann, Side.Sell, 1m, AccountsRig.Coin);
        var fees = rig.Ann.ExecutionsSince(0, 2);
        Assert.That((fees[0].Fee, fees[0].FeeAsset, fees[0].FeeCurrency, fees[0].ThirdFlow, fees[0].CashFlow), Is.EqualTo((0.1m, "GAS", FeeCurrency.Third, -0.1m, 100m)));
        Assert.That((fees[1].Fee, fees[1].FeeAsset), Is.EqualTo((0.2m, "USD")), "0.05 GAS do not cover 0.1, so the fee is paid in quote and nothing is negative");
        Assert.That((rig.Ann.Cash()["GAS"], rig.Ann.Cash()["USD"]), Is.EqualTo((0.05m, 10_199.8m)));
    }

    [Test]
    public void Third_WithoutAMark_IsPaidInQuote()
    {
        using var rig = Rig(account => account with { FeePayment = FeePayment.In("GAS"), StartingCash = new Dictionary<string, decimal> { ["USD"] = 10_000m, ["GAS"] = 5m } });
        rig.Quote(100m, 101m, symbol: AccountsRig.Coin);
        rig.Market(rig.Ann, Side.Sell, 1m, AccountsRig.Coin);
        Assert.That(rig.Ann.ExecutionsSince(0, 1).Single().FeeAsset, Is.EqualTo("USD"));
    }

    [Test]
    public void Rates_OfTheAccount_GoBeforeThoseOfTheInstrument()
    {
        using var rig = Rig(account => account with { Fees = new FeeRates(-0.0001m, 0.001m, 0m) });
        rig.Limit(rig.Ann, Side.Sell, 1m, 100m, symbol: AccountsRig.Coin);
        rig.Market(rig.Bob, Side.Buy, 1m, AccountsRig.Coin);
        Assert.That(rig.Ann.ExecutionsSince(0, 1).Single().Fee, Is.EqualTo(-0.01m), "a maker may be paid");
    }

    [Test]
    public void Instrument_ThatSaysHowItsFeesArePaid_IsHeard()
    {
        using var rig = new AccountsRig(instruments: ExchangeRig.Instruments.Select(it => it with { FeePayment = FeePayment.InBase }));
        rig.Quote(100m, 100m, symbol: AccountsRig.Coin);
        rig.Market(rig.Ann, Side.Buy, 1m, AccountsRig.Coin);
        Assert.That(rig.Ann.ExecutionsSince(0, 1).Single().FeeAsset, Is.EqualTo("BTC"));
    }

    private static AccountsRig Rig(Func<AccountOptions, AccountOptions> ann) => new(AccountsRig.With("ann", ann), [.. ExchangeRig.Instruments, Gas]);
}
