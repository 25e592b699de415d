using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MobileNetV2.CodeGen.Tests.Mutation;

/// <summary>One place of a file of C# that becomes another.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Text">The whole file with the change in it.</param>
internal sealed record CSharpMutant(string File, int Line, string Before, string After, string Text)
{
    /// <summary>Without the number of the line: lines move, their words stay.</summary>
    public string Key => $"{File} | {Before} -> {After}";
}

/// <summary>
/// Changes that a test should notice: operators to their neighbours and opposites, numbers to the next, conditions to their contrary,
/// statements to nothing, and methods of LINQ to those that are taken for them.
/// </summary>
internal static class CSharpMutants
{
    private static readonly Dictionary<SyntaxKind, string[]> Operators = new()
    {
        [SyntaxKind.LessThanToken] = ["<=", ">="],
        [SyntaxKind.LessThanEqualsToken] = ["<", ">"],
        [SyntaxKind.GreaterThanToken] = [">=", "<="],
        [SyntaxKind.GreaterThanEqualsToken] = [">", "<"],
        [SyntaxKind.EqualsEqualsToken] = ["!="],
        [SyntaxKind.ExclamationEqualsToken] = ["=="],
        [SyntaxKind.AmpersandAmpersandToken] = ["||"],
        [SyntaxKind.BarBarToken] = ["&&"],
        [SyntaxKind.PlusToken] = ["-"],
        [SyntaxKind.MinusToken] = ["+"],
        [SyntaxKind.AsteriskToken] = ["+"],
        [SyntaxKind.SlashToken] = ["*"],
        [SyntaxKind.PercentToken] = ["*"],
        [SyntaxKind.LessThanLessThanToken] = [">>"],
        [SyntaxKind.GreaterThanGreaterThanToken] = ["<<"],
        [SyntaxKind.AmpersandToken] = ["|"],
        [SyntaxKind.BarToken] = ["&"],
        [SyntaxKind.PlusEqualsToken] = ["-="],
        [SyntaxKind.MinusEqualsToken] = ["+="],
        [SyntaxKind.PlusPlusToken] = ["--"],
        [SyntaxKind.MinusMinusToken] = ["++"],
    };

    private static readonly Dictionary<string, string> Methods = new(StringComparer.Ordinal)
    {
        ["Any"] = "All",
        ["All"] = "Any",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["Skip"] = "Take",
        ["Take"] = "Skip",
        ["TakeWhile"] = "SkipWhile",
        ["OrderBy"] = "OrderByDescending",
        ["ThenBy"] = "ThenByDescending",
    };

    public static IEnumerable<CSharpMutant> Of(string file, string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source);
        foreach (var node in tree.GetRoot().DescendantNodesAndTokens())
        {
            foreach (var (span, after) in Changes(node))
            {
                yield return new(
                    file, tree.GetLineSpan(span).StartLinePosition.Line + 1, Around(source, span), after.Trim(),
                    string.Concat(source.AsSpan(0, span.Start), after, source.AsSpan(span.End)));
            }
        }
    }

    private static IEnumerable<(Microsoft.CodeAnalysis.Text.TextSpan Span, string After)> Changes(SyntaxNodeOrToken place)
    {
        var token = place.AsToken();
        if (Operators.TryGetValue(token.Kind(), out var others) && IsOperation(token.Parent))
            return others.Select(o => (token.Span, o));
        return place.AsNode() switch
        {
            LiteralExpressionSyntax { Token.Value: int number } literal => [(literal.Span, $"{number + 1}")],
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => [(not.OperatorToken.Span, "")],
            IfStatementSyntax test => [(test.Condition.Span, $"!({test.Condition})")],
            ConditionalExpressionSyntax choice => [(choice.Condition.Span, $"!({choice.Condition})")],
            ExpressionStatementSyntax statement => [(statement.Span, ";")],
            YieldStatementSyntax { Expression: not null } statement => [(statement.Span, "{ }")],
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax } test => [(test.Pattern.Span, $"not {test.Pattern}")],
            IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax } not } =>
                [(not.OperatorToken.Span, "")],
            MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name }
                when Methods.TryGetValue(name.Identifier.Text, out var other) => [(name.Span, other)],
            _ => [],
        };
    }

    /// <summary>Not a type's or a list's bracket.</summary>
    private static bool IsOperation(SyntaxNode? parent) =>
        parent is BinaryExpressionSyntax or AssignmentExpressionSyntax or RelationalPatternSyntax or PostfixUnaryExpressionSyntax
            or PrefixUnaryExpressionSyntax;

    /// <summary>What changes, in its line.</summary>
    private static string Around(string source, Microsoft.CodeAnalysis.Text.TextSpan span)
    {
        var begin = source.LastIndexOf('\n', Math.Max(0, span.Start - 1)) + 1;
        var end = source.IndexOf('\n', span.Start) is var at && at < 0 ? source.Length : at;
        var stop = Math.Min(span.End, end);
        return $"{source[begin..span.Start].TrimStart()}[{source[span.Start..stop]}]{source[stop..end].TrimEnd()}";
    }
}
