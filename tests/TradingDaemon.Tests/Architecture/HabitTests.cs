using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using NUnit.Framework;

namespace TradingDaemon.Tests.Architecture;

/// <summary>What must not appear in code.</summary>
public sealed class HabitTests
{
    private static readonly string[] BannedSuffixes = ["Manager", "Helper", "Helpers", "Utils", "Util", "Common", "Base", "Processor", "Handler", "Service", "Impl"];

    /// <summary>A room has no I/O, clock, randomness, lock, task or logger.</summary>
    private static readonly string[] NotInRooms =
    [
        "async", "await", "lock", "Task", "ValueTask", "Thread", "Monitor", "Interlocked", "SemaphoreSlim", "Channel", "ILogger", "LoggerMessage", "TimeProvider",
        "Timer", "Random", "RandomNumberGenerator", "Stopwatch", "Guid", "Environment", "Console", "File", "Directory", "HttpClient", "Socket", "HashCode",
    ];

    [Test]
    public void Types_AreNamedForTheirJob_NeverTheirRank() =>
        Assert.That(Repo.Production.SelectMany(static file => file.TypeNames.Select(name => (file.Path, Name: name)))
            .Where(static type => BannedSuffixes.Any(suffix => type.Name.EndsWith(suffix, StringComparison.Ordinal)))
            .Select(static type => $"{type.Path}: {type.Name}"), Is.Empty);

    [Test]
    public void Usings_OfOurOwnNamespaces_AreNeverGlobal()
    {
        var inCode = Repo.Sources.Where(static file => file.Syntax.Usings.Any(static use =>
            use.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) && use.NamespaceOrType.ToString().Contains("TradingDaemon", StringComparison.Ordinal))).Select(static file => file.Path);
        var inProjects = Repo.Files().Where(static path => path.EndsWith(".csproj", StringComparison.Ordinal) || path.EndsWith(".props", StringComparison.Ordinal))
            .Where(static path => Regex.IsMatch(Repo.Read(path), "<Using\\s+Include=\"TradingDaemon"));
        Assert.That(inCode.Concat(inProjects), Is.Empty);
    }

    [Test]
    public void Warnings_AreNeverSuppressedInCode()
    {
        var pragmas = Repo.Sources.Where(static file => file.Syntax.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia))).Select(static file => file.Path);
        var attributes = Repo.Sources.Where(static file => file.Words().Any(static word => word.Word is "SuppressMessage")).Select(static file => file.Path);
        Assert.That(pragmas.Concat(attributes), Is.Empty);
    }

    [Test]
    public void Editorconfig_SwitchesNothingOffWithoutAReason() =>
        Assert.That(Repo.Read(".editorconfig").Split('\n').Where(static line => Regex.IsMatch(line, @"severity\s*=\s*(none|silent)\s*$")), Is.Empty,
            "A suppressed rule carries its reason on the same line.");

    [Test]
    public void Code_IsNeverUnfinished()
    {
        var words = Repo.Sources.SelectMany(static file => file.Syntax.DescendantTrivia()
            .Where(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
            .Where(static trivia => Regex.IsMatch(trivia.ToFullString(), @"\b(TODO|FIXME|HACK)\b"))
            .Select(trivia => $"{file.Path}: {trivia.ToFullString().Trim()}"));
        var throws = Repo.Production.Where(static file => file.Words().Any(static word => word.Word == "NotImplementedException")).Select(static file => file.Path);
        Assert.That(words.Concat(throws), Is.Empty);
    }

    [Test]
    public void Catch_NeverSwallowsInSilence()
    {
        var faults = Repo.Production.SelectMany(static file => file.Syntax.DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.CatchClauseSyntax>()
            .Where(static clause => clause.Block.Statements.Count == 0 && !clause.Block.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)))
            .Select(clause => $"{file.Path}:{clause.GetLocation().GetLineSpan().StartLinePosition.Line + 1}"));
        Assert.That(faults, Is.Empty, "An empty catch says in a comment why nothing is lost.");
    }

    [Test]
    public void Rooms_HaveNoClockNoTaskNoLockNoLoggerNoChance()
    {
        var faults = Repo.Production.Where(static file => file.Project == "TradingDaemon.Engine").SelectMany(static file => file.Words()
            .Where(static word => NotInRooms.Contains(word.Word)).Select(word => $"{file.Path}:{word.Line}: {word.Word}"));
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public void Clock_IsToldNeverAsked()
    {
        var asked = new Regex(@"\b(DateTime|DateTimeOffset)\.(Now|UtcNow|Today)\b");
        var faults = Repo.Production.SelectMany(static file => file.Syntax.DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax>()
            .Select(access => (file.Path, Text: access.ToString()))).Where(access => asked.IsMatch(access.Text)).Select(static access => $"{access.Path}: {access.Text}");
        Assert.That(faults, Is.Empty);
    }
}
