using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Tests.Domain.Instruments;

public sealed class OptionContractTests
{
    [TestCase("AAPL250117C00150000", "AAPL", "2025-01-17", OptionRight.Call, "150")]
    [TestCase("AAPL  250117C00150000", "AAPL", "2025-01-17", OptionRight.Call, "150")]
    [TestCase("AAPL7 140606P00492500", "AAPL7", "2014-06-06", OptionRight.Put, "492.5")]
    [TestCase("F161021P00012005", "F", "2016-10-21", OptionRight.Put, "12.005")]
    [TestCase("GOOGL1240229C99999999", "GOOGL1", "2024-02-29", OptionRight.Call, "99999.999")]
    [TestCase("X250117C00000001", "X", "2025-01-17", OptionRight.Call, "0.001")]
    public void TryParse_AnOccSymbol_ReadsItsTerms(string text, string root, string expiry, OptionRight right, string strike)
    {
        var expected = new OptionContract(root, DateOnly.Parse(expiry, CultureInfo.InvariantCulture), right, decimal.Parse(strike, CultureInfo.InvariantCulture));
        Assert.That(OptionContract.TryParse(text), Is.EqualTo(expected));
    }

    [TestCase("", TestName = "nothing")]
    [TestCase("AAPL", TestName = "an equity")]
    [TestCase("BTC/USD", TestName = "a pair")]
    [TestCase("250117C00150000", TestName = "no root")]
    [TestCase("      250117C00150000", TestName = "a blank root")]
    [TestCase("AAPLXYZ250117C00150000", TestName = "a root of seven")]
    [TestCase("aapl250117C00150000", TestName = "a root in small letters")]
    [TestCase("7APL250117C00150000", TestName = "a root that starts with a digit")]
    [TestCase("AA PL250117C00150000", TestName = "a blank inside the root")]
    [TestCase(" AAPL250117C00150000", TestName = "a blank before the root")]
    [TestCase("AAPL250230C00150000", TestName = "the 30th of February")]
    [TestCase("AAPL251317C00150000", TestName = "a thirteenth month")]
    [TestCase("AAPL250117c00150000", TestName = "a small c")]
    [TestCase("AAPL250117X00150000", TestName = "no right")]
    [TestCase("AAPL250117C00000000", TestName = "a strike of zero")]
    [TestCase("AAPL250117C0015000A", TestName = "a letter in the strike")]
    [TestCase("AAPL250117C-0150000", TestName = "a signed strike")]
    [TestCase("AAPL250117C 0150000", TestName = "a blank in the strike")]
    [TestCase("AAPL250117C00150000 ", TestName = "a blank at the end")]
    public void TryParse_AnythingElse_IsNull(string text) => Assert.That(OptionContract.TryParse(text), Is.Null);

    [Test]
    public void ToSymbolText_OfAnyTerms_ReadsBackAsThem()
    {
        const int seed = 20140606;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for (var i = 0; i < 20_000; i++)
        {
            var root = letters[random.Next(26)] + new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => (letters + "0123456789")[random.Next(36)])]);
            var expiry = new DateOnly(2000, 1, 1).AddDays(random.Next(365 * 29));
            var terms = new OptionContract(root, expiry, random.Next(2) == 0 ? OptionRight.Call : OptionRight.Put, random.Next(1, 100_000_000) / 1000m);
            var text = terms.ToSymbolText();
            Assert.That(OptionContract.TryParse(text), Is.EqualTo(terms), text);
            Assert.That(OptionContract.TryParse(root.PadRight(6) + text[root.Length..]), Is.EqualTo(terms), $"{text}, padded");
        }
    }

    [Test]
    public void TryParse_EveryRecordedContract_AgreesWithItsListedTerms()
    {
        var rows = 0;
        foreach (var line in RecordedData.Lines("instruments/options.csv").Skip(1))
        {
            var cells = line.Split(',');
            var terms = OptionContract.TryParse(cells[0]);
            var expected = new OptionContract(
                cells[1], DateOnly.ParseExact(cells[2], "yyyy-MM-dd", CultureInfo.InvariantCulture), cells[3] == "C" ? OptionRight.Call : OptionRight.Put,
                decimal.Parse(cells[4], CultureInfo.InvariantCulture));
            // An adjusted contract keeps its underlying but adds a digit to its root.
            Assert.That(terms is null ? null : terms with { Root = terms.Root.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') }, Is.EqualTo(expected), line);
            Assert.That(terms!.ToSymbolText(), Is.EqualTo(cells[0]), line);
            rows++;
        }

        TestContext.Out.WriteLine($"{rows} contracts");
        Assert.That(rows, Is.GreaterThan(1_000));
    }
}
