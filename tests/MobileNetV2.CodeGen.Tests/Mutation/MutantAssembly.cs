using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MobileNetV2.CodeGen.Tests.Mutation;

/// <summary>
/// Files of the library compiled once more, in memory, one of them changed. Their types stand before the library's of the same name;
/// everything else is the library's.
/// </summary>
internal static class MutantAssembly
{
    /// <summary>A friend of the library.</summary>
    private const string Name = "MobileNetV2.CodeGen.Tests";

    /// <summary>A loop that a mutant makes endless ends with an exception, on every machine after as many turns.</summary>
    private static string Common(int turns) => $$"""
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;

        internal static class Turns
        {
            private static int _left = {{turns}};

            public static void Take()
            {
                if (--_left < 0)
                    throw new InvalidOperationException("endless");
            }
        }
        """;

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, checkOverflow: true, allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable);

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(f => Path.GetFileName(f) is var name && (name.StartsWith("System.", StringComparison.Ordinal)
                || name is "MobileNetV2.CodeGen.dll" or "netstandard.dll"))
            .Select(f => MetadataReference.CreateFromFile(f)),
    ]);

    /// <param name="turns">Of all loops of <c>for</c> and <c>while</c> together.</param>
    /// <returns>Null when the compiler refuses it: then nobody needs to notice it.</returns>
    public static Assembly? Of(IEnumerable<string> sources, int turns = 20_000_000)
    {
        var trees = sources.Select(Counted).Append(CSharpSyntaxTree.ParseText(Common(turns)));
        var compilation = CSharpCompilation.Create(Name, trees, References.Value, Options);
        using var bytes = new MemoryStream();
        if (!compilation.Emit(bytes).Success)
            return null;
        bytes.Position = 0;
        return new AssemblyLoadContext("mutant", isCollectible: true).LoadFromStream(bytes);
    }

    private static SyntaxTree Counted(string source) =>
        CSharpSyntaxTree.Create((CSharpSyntaxNode)new CountedLoops().Visit(CSharpSyntaxTree.ParseText(source).GetRoot()));

    private sealed class CountedLoops : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitForStatement(ForStatementSyntax node) => node.WithStatement(Counted(node.Statement));

        public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) => node.WithStatement(Counted(node.Statement));

        private BlockSyntax Counted(StatementSyntax body) =>
            SyntaxFactory.Block(SyntaxFactory.ParseStatement("Turns.Take();"), (StatementSyntax)Visit(body));
    }
}
