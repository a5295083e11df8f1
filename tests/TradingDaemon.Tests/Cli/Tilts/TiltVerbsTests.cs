using NUnit.Framework;
using TradingDaemon.Cli.Context;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Operations.Tilts;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Cli.Tilts;

internal sealed class TiltVerbsTests
{
    [Test]
    public async Task Journal_FromATextAFileOrStandardInput_IsSentWithWhoWroteIt([Values("text", "file", "-", "file-")] string from)
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var run = new CommandLineRun { Input = "I was wrong." };
        run.Environment["USER"] = "anna";
        var file = Path.Combine(run.Folder.Directory, "entry.txt");
        await File.WriteAllTextAsync(file, "I was wrong.");
        string[] how = from switch { "text" => ["--text", "I was wrong."], "file" => ["--file", "entry.txt"], "-" => ["-"], _ => ["--file", "-"] };
        Assert.That(await run.InvokeAsync(["tilt", "journal", "alpha", .. how, "--url", daemon.Client.BaseAddress!.ToString()]), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That((daemon.Journal.Written.Single(), run.Output.Trim()), Is.EqualTo((new TiltJournalRequest("alpha", "I was wrong.", "anna"), "Kept.")));
    }

    [Test]
    public async Task Journal_OfAStrategyThatIsNotThere_FailsWithTheAnswer()
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("tilt", "journal", "beta", "--text", "Why?", "--url", daemon.Client.BaseAddress!.ToString()), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("error: Kept."));
    }

    [TestCase("Say the text in one way", "tilt", "journal", "alpha")]
    [TestCase("Say the text in one way", "tilt", "journal", "alpha", "-", "--text", "Why?")]
    [TestCase("is neither an option nor -", "tilt", "journal", "alpha", "Why?")]
    [TestCase("The text cannot be read", "tilt", "journal", "alpha", "--file", "nowhere.txt")]
    public async Task Journal_WithoutOneText_IsMisused(string why, params string[] arguments)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync(arguments), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain(why));
    }

    [Test]
    public async Task Journal_LongerThanIsKept_IsNotSent()
    {
        using var run = new CommandLineRun { Input = new string('x', TiltJournal.TextMax + 1) };
        Assert.That(await run.InvokeAsync("tilt", "journal", "alpha", "-"), Is.EqualTo(ExitCode.Misused));
        Assert.That(run.Error, Does.Contain("longer than 20000 characters"));
    }
}
