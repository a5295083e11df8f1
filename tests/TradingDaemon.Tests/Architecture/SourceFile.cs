using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;

namespace TradingDaemon.Tests.Architecture;

/// <summary>One parsed C# file.</summary>
internal sealed class SourceFile
{
    public SourceFile(string path)
    {
        Path = path;
        Text = Repo.Read(path);
        Syntax = CSharpSyntaxTree.ParseText(Text, new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot();
    }

    /// <summary>Relative to the root, forward slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    public CompilationUnitSyntax Syntax { get; }

    /// <summary>Lines as an editor counts them, the empty one after the last line feed aside.</summary>
    public int Lines => Text.Split('\n').Length - (Text.EndsWith('\n') ? 1 : 0);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    /// <summary>The file's name up to its first dot: <c>X.Part.cs</c> belongs to X.</summary>
    public string Name => System.IO.Path.GetFileName(Path).Split('.')[0];

    /// <summary>The project it is compiled into: the second part of its path.</summary>
    public string Project => Path.Split('/')[1];

    public string Namespace => Syntax.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";

    /// <summary>Types not nested in another type.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes => Syntax.Members
        .SelectMany(static member => member is BaseNamespaceDeclarationSyntax space ? space.Members : [member])
        .Where(static member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    /// <summary>Every type, nested ones included, by name.</summary>
    public IEnumerable<string> TypeNames => Syntax.DescendantNodes()
        .Where(static node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).Select(NameOf);

    /// <summary>Every member with a body, and how many lines it takes from its signature to its end.</summary>
    public IEnumerable<(string Name, int Lines)> Bodies
    {
        get
        {
            foreach (var node in Syntax.DescendantNodes())
                if (node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax { ExpressionBody: not null })
                    yield return ($"{Path}: {Signature(node)}", LinesOf(node));
            var statements = Syntax.Members.OfType<GlobalStatementSyntax>().ToList();
            if (statements.Count > 0) yield return ($"{Path}: top-level statements", statements.Sum(LinesOf));
        }
    }

    public static string NameOf(SyntaxNode type) => type switch
    {
        BaseTypeDeclarationSyntax named => named.Identifier.Text,
        DelegateDeclarationSyntax named => named.Identifier.Text,
        _ => "",
    };

    /// <summary>Words of code (identifiers and keywords) with their line; comments, documentation and text are not code, and a using names a namespace.</summary>
    public IEnumerable<(string Word, int Line)> Words() => Syntax.DescendantTokens(static node => node is not UsingDirectiveSyntax)
        .Where(static token => token.IsKind(SyntaxKind.IdentifierToken) || token.IsKeyword() || token.IsContextualKeyword())
        .Select(static token => (token.Text, token.GetLocation().GetLineSpan().StartLinePosition.Line + 1));

    private static int LinesOf(SyntaxNode node)
    {
        var afterAttributes = node is MemberDeclarationSyntax { AttributeLists.Count: > 0 } member ? member.AttributeLists.Last().Span.End : node.SpanStart;
        var lines = node.SyntaxTree.GetText().Lines;
        return lines.GetLineFromPosition(node.Span.End).LineNumber - lines.GetLineFromPosition(afterAttributes).LineNumber + 1;
    }

    private static string Signature(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => $"{constructor.Identifier.Text} constructor",
        PropertyDeclarationSyntax property => property.Identifier.Text,
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } accessor => $"{property.Identifier.Text}.{accessor.Keyword.Text}",
        _ => node.Kind().ToString(),
    };
}
