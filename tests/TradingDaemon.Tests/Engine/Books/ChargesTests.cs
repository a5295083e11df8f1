using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Charges;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Books;

/// <summary>Fees a venue takes apart from any trade: each is booked once, as it is told, and when cash has moved by it.</summary>
public sealed class ChargesTests
{
    private static readonly DateOnly Day = new(2024, 3, 1);

    /// <summary>Bug: what regulators charge of sales left cash different from the venue's, and entries stopped until somebody adopted it.</summary>
    [Test]
    public void Take_AFeeThatExplainsTheCashMissing_IsBookedOnceAndEntriesPass()
    {
        var bench = Asked();
        Assert.That(Told(bench, -0.06m, Fee("a", -0.06m)), Is.Zero);
        Assert.That((bench.Books.Cash.Total["USD"], bench.Breaks.Count(), bench.Books.Blocks.Count), Is.EqualTo((99_999.94m, 0, 0)));
        var sequence = bench.Books.Sequence;
        Assert.That(Told(bench, 0m, Fee("a", -0.06m)), Is.Zero, "told again");
        Assert.That(bench.Books.Sequence, Is.EqualTo(sequence));
        Assert.That(Told(bench, -0.03m, Fee("a", -0.06m), Fee("b", -0.02m), Fee("c", -0.01m), Fee("c", -0.01m)), Is.Zero, "the next day's, one of them told twice");
        Assert.That((bench.Books.Cash.Total["USD"], bench.Books.Charges.Paid["USD"]), Is.EqualTo((99_999.91m, 0.09m)));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Orders, Has.Count.EqualTo(1));
    }

    [Test]
    public void Take_AFee_IsACostOfTheDayAndNobodysWithdrawal()
    {
        var bench = Asked();
        Told(bench, -5m, Fee("a", -5m));
        Assert.That((bench.Books.Day.OpeningAccount, bench.Engine.Account.Equity(), bench.Facts.OfType<Fact.CashMoved>().Count()), Is.EqualTo(((decimal?)100_000m, (decimal?)99_995m, 1)), "the opening balance alone was moved");
        Assert.That(bench.Books.Audit.FirstFault(bench.Books), Is.Null);
    }

    [Test]
    public void Take_OverARestart_BooksNothingTwice()
    {
        var bench = Asked();
        Told(bench, -0.06m, Fee("a", -0.06m));
        foreach (var again in new[] { bench.Recovered(), new AccountEngine(bench.Setup, bench.Engine.Capture()) })
        {
            Assert.That(AccountBench.Canonical(again.Capture()), Is.EqualTo(bench.Canonical()));
            Assert.That(again.Account.Books.Charges.Due("simulated", [Fee("a", -0.06m)], static _ => 0m, static (_, left) => left == 0m), Is.Null);
            Assert.That(again.Account.Books.Charges.Due("simulated", [Fee("a", -0.06m), Fee("b", -0.01m)], static _ => -0.01m, static (_, left) => left == 0m)!.Value.Single().Charge.Id, Is.EqualTo("b"));
        }
    }

    [Test]
    public void Take_AFeeToldBeforeItsCashMoves_WaitsForIt()
    {
        var bench = Asked();
        Assert.That(Told(bench, 0m, Fee("a", -0.06m)), Is.Zero);
        Assert.That((bench.Books.Cash.Total["USD"], bench.Breaks.Count()), Is.EqualTo((100_000m, 0)));
        Assert.That(Told(bench, -0.06m, Fee("a", -0.06m)), Is.Zero);
        Assert.That((bench.Books.Cash.Total["USD"], bench.Breaks.Count()), Is.EqualTo((99_999.94m, 0)));
    }

    /// <summary>Bug: of fees told at once all were booked or none, so that one which had not moved cash yet kept entries waiting for one that had.</summary>
    [TestCase(-0.01, "a"), TestCase(-0.05, "b"), TestCase(-0.06, "a b"), TestCase(0, "")]
    public void Take_SeveralFeesOfWhichSomeHaveMovedCash_BooksThose(decimal missing, string expected)
    {
        var bench = Asked();
        Assert.That(Told(bench, missing, Fee("b", -0.05m), Fee("a", -0.01m)), Is.Zero);
        Assert.That(Booked(bench), Is.EqualTo(expected));
        Assert.That(Told(bench, -0.06m - missing, Fee("b", -0.05m), Fee("a", -0.01m)), Is.Zero, "then the others");
        Assert.That((bench.Books.Cash.Total["USD"], bench.Breaks.Count()), Is.EqualTo((99_999.94m, 0)));
    }

    /// <summary>Bug: a fee of cents that had not moved cash yet was booked early with a withdrawal of a thousand, which it does not explain.</summary>
    [Test]
    public void Take_AFeeBesideAWithdrawal_IsBookedOnlyOnce()
    {
        var bench = Asked();
        Assert.That(Told(bench, -1_000m, Fee("a", -0.02m)), Is.EqualTo(1));
        Assert.That((bench.Breaks.Single().Subject, Booked(bench)), Is.EqualTo(("cash USD", "")));
    }

    [Test]
    public void Take_AFeeAndACorrectionThatMovedTogether_AreBothBooked()
    {
        var bench = Asked();
        Told(bench, -0.06m, Fee("a", -0.06m));
        Assert.That(Told(bench, 0.01m, Fee("a", -0.03m), Fee("b", -0.02m)), Is.Zero);
        Assert.That((bench.Books.Cash.Total["USD"], bench.Breaks.Count()), Is.EqualTo((99_999.95m, 0)));
    }

    [Test]
    public void Take_WhatIsToldWithTheOpeningBalance_IsInIt()
    {
        var bench = new AccountBench();
        bench.Boot();
        Statement(bench, 50_000m, Fee("old", -7m));
        Assert.That((bench.Books.Cash.Total["USD"], bench.Books.Charges.Paid.Count), Is.EqualTo((50_000m, 0)), "of before the venue was this account's");
        Assert.That(Told(bench, -0.06m, Fee("old", -7m), Fee("a", -0.06m)), Is.Zero);
        Assert.That((bench.Books.Cash.Total["USD"], bench.Books.Charges.Paid["USD"], bench.Breaks.Count()), Is.EqualTo((49_999.94m, 0.06m, 0)));
    }

    [Test]
    public void Take_ByBooksThatNeverAskedBefore_WhatIsInTheCashIsNotBooked_AndWhatIsMissingIs()
    {
        var bench = AccountBench.Running(); // of a version that did not ask
        Assert.That(Told(bench, 0m, Fee("adopted", -3m)), Is.Zero);
        Assert.That((bench.Books.Cash.Total["USD"], bench.Books.Charges.Paid.Count), Is.EqualTo((100_000m, 0)));
        var other = AccountBench.Running();
        Assert.That(Told(other, -3m, Fee("flagged", -3m)), Is.Zero, "what stopped entries until now is explained");
        Assert.That(other.Books.Cash.Total["USD"], Is.EqualTo(99_997m));
    }

    [TestCase(0, TestName = "Take_AFeeTakenBack_IsGivenBack")]
    [TestCase(-0.02, TestName = "Take_AFeeCorrected_IsWhatItIsToldAsNow")]
    public void Take_AFeeToldOtherwiseLater_MovesTheDifference(decimal now)
    {
        var bench = Asked();
        Told(bench, -0.06m, Fee("a", -0.06m));
        Assert.That(Told(bench, now + 0.06m, Fee("a", now)), Is.Zero);
        Assert.That((bench.Books.Cash.Total["USD"], bench.Books.Charges.Paid["USD"], bench.Breaks.Count()), Is.EqualTo((100_000m + now, -now, 0)));
    }

    [Test]
    public void Take_CashMissingThatNoFeeExplains_IsToldAsBefore()
    {
        var bench = Asked();
        Assert.That(Told(bench, -500m), Is.EqualTo(1));
        Assert.That((bench.Breaks.Single().Subject, bench.Books.IsBlocked("simulated", BlockCause.ReconcilePending)), Is.EqualTo(("cash USD", true)));
    }

    [Test]
    public void Book_OfManyDays_RemembersTheNewest()
    {
        var book = new ChargeBook(new AccountState());
        for (var day = 0; day <= ChargeBook.DaysKept + 1; day++) book.Book(Booked(new VenueCharge($"{day}", Day.AddDays(day), "USD", -1m, "")));
        var kept = book.Into(new AccountState()).Charges["simulated"];
        Assert.That((kept.Length, kept[0].Id), Is.EqualTo((ChargeBook.DaysKept + 1, "1")), "one exactly as old is kept");
        book.Book(Booked([.. Enumerable.Range(0, ChargeBook.KnownMax).Select(static number => new VenueCharge($"n{number}", Day.AddDays(ChargeBook.DaysKept + 1), "USD", -1m, ""))]));
        Assert.That(book.Into(new AccountState()).Charges["simulated"], Has.Length.EqualTo(ChargeBook.KnownMax));
    }

    private static Fact.ChargesBooked Booked(params VenueCharge[] charges) => new("simulated", [.. charges.Select(static charge => new BookedCharge(charge, charge.Amount))]);

    private static string Booked(AccountBench bench) => string.Join(' ', bench.Facts.OfType<Fact.ChargesBooked>().SelectMany(static booked => booked.Charges).Select(static one => one.Charge.Id).Order(StringComparer.Ordinal));

    private static VenueCharge Fee(string id, decimal amount) => new(id, Day, "USD", amount, "REG fee");

    // A venue that was asked for its fees and had none.
    private static AccountBench Asked()
    {
        var bench = AccountBench.Running();
        Assert.That(Told(bench, 0m), Is.Zero);
        return bench;
    }

    private static int Told(AccountBench bench, decimal missing, params VenueCharge[] charges) => Statement(bench, bench.Books.Cash.Total["USD"] + missing, charges);

    private static int Statement(AccountBench bench, decimal cash, params VenueCharge[] charges)
    {
        var holdings = new VenueHoldings(ImmutableSortedDictionary<string, decimal>.Empty.Add("USD", cash), ImmutableSortedDictionary<string, decimal>.Empty) { Charges = charges };
        var left = bench.Engine.Take(bench.Begun(new VenueStatement("simulated", [], [], new Dictionary<ClientOrderId, OrderReport?>(), [], holdings, bench.Books.Fills.NewestOf("simulated"))), bench.Now);
        bench.Clock();
        return left;
    }
}
