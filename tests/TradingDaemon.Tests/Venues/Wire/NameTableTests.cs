using System.Text;
using NUnit.Framework;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Tests.Venues.Wire;

internal sealed class NameTableTests
{
    [Test]
    public void Find_ASpelling_IsGuessedOnceAndLearntOverTheGuess()
    {
        var (table, guesses) = (new NameTable(), 0);
        string Guess(string spelling)
        {
            guesses++;
            return spelling.Replace('-', '/');
        }

        Assert.That((table.Find("BTC-USD"u8, Guess), table.Find("BTC-USD"u8, Guess), guesses), Is.EqualTo(("BTC/USD", "BTC/USD", 1)));
        table.Learn("BTC-USD", "XBT/USD");
        Assert.That((table.Find("BTC-USD"u8, Guess), guesses), Is.EqualTo(("XBT/USD", 1)));
    }

    [Test]
    public void Find_WhatIsLongerThanAnyName_IsTheSpelling() =>
        Assert.That(new NameTable().Find(Encoding.UTF8.GetBytes(new string('A', 65)), static _ => throw new InvalidOperationException()), Is.EqualTo(new string('A', 65)));

    [Test]
    public void Learn_MoreNamesThanThereAre_KeepsTheFirstAndGuessesTheOthersAnew()
    {
        var (table, guesses) = (new NameTable(), 0);
        for (var i = 0; i < 100_000; i++) table.Learn($"N{i}", "known");
        table.Learn("N0", "again");
        string Guess(string spelling) => $"{spelling} {++guesses}";
        Assert.That((table.Find("N0"u8, Guess), table.Find("late"u8, Guess), table.Find("late"u8, Guess)), Is.EqualTo(("again", "late 1", "late 2")));
    }
}
