using System.Text.RegularExpressions;
using NUnit.Framework;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Cli;

/// <summary>Bug: the pages told people to type a command that was called otherwise, and existed in no folder they could type it in.</summary>
[TestFixture]
internal sealed class DocumentedCommandTests
{
    private const string Command = "tradingdaemon";

    private static IEnumerable<string> Pages => [Repository.PathOf("README.md"), .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Verbs => Pages.SelectMany(static page => Regex.Matches(File.ReadAllText(page), $@"(?:^|`|\s-- |\| )(?:{Command} |dotnet run --project src/TradingDaemon -c Release -- )([a-z]+)", RegexOptions.Multiline))
        .Select(static match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [Test]
    public void Pages_SpellTheCommandInOneWayOnly()
    {
        var misspelt = new Regex($@"(^|`|\| )TradingDaemon (--|\[|({string.Join('|', Verbs)})\b)", RegexOptions.Multiline);
        Assert.That(Pages.Where(page => misspelt.IsMatch(File.ReadAllText(page))).Select(Path.GetFileName), Is.Empty);
    }

    [TestCaseSource(nameof(Verbs))]
    public async Task Pages_EveryVerb_Exists(string verb)
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync(verb, "--help"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.Contain($"{Command} {verb}"));
    }

    [Test]
    public void Pages_ShowTheVerbsPeopleNeed() => Assert.That(Verbs, Is.SupersetOf(new[] { "config", "db", "doctor", "flatten", "halt", "rehearse", "replay", "resume", "sandbox", "simulate", "status" }));

    // The executable has the project's name; each way of installing it puts the command beside it, and starts what exists.
    [Test]
    public void Deployment_LinksTheCommandToTheExecutable()
    {
        var executable = typeof(CommandLine).Assembly.GetName().Name;
        Assert.Multiple(() =>
        {
            Assert.That(File.Exists(Path.Combine(AppContext.BaseDirectory, executable + (OperatingSystem.IsWindows() ? ".exe" : ""))), Is.True, "what a build makes");
            Assert.That(File.ReadAllText(Repository.PathOf("docs", "deployment.md")), Does.Contain($"\nsudo ln -sf /opt/tradingdaemon/{executable} /usr/local/bin/{Command}"));
            Assert.That(File.ReadAllText(Repository.PathOf("deploy", "systemd", "tradingdaemon.service")), Does.Contain($"\nExecStart=/opt/tradingdaemon/{executable} run\n"));
            Assert.That(File.ReadAllText(Repository.PathOf("Dockerfile")), Does.Contain($"\nENTRYPOINT [\"dotnet\", \"/app/{executable}.dll\"]\n").And.Contain($"\nRUN ln -s /app/{executable} /usr/local/bin/{Command}\n"));
        });
    }
}
