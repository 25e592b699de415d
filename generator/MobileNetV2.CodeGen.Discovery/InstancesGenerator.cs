using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MobileNetV2.CodeGen.Discovery;

/// <summary>
/// Writes the bodies of methods <c>[InstancesOf] static partial ImmutableArray&lt;T&gt; Name();</c>: a new instance of every class of the
/// assembly that is a T and can be made without arguments, by full name. So a class joins a list by being there, with no look at the
/// assembly when the program runs.
/// </summary>
[Generator]
public sealed class InstancesGenerator : IIncrementalGenerator
{
    private const string AttributeName = "MobileNetV2.CodeGen.InstancesOfAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var methods = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeName,
            static (node, _) => node is MethodDeclarationSyntax,
            static (attributed, _) => ListMethod.Of((IMethodSymbol)attributed.TargetSymbol));
        var classes = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null } declaration
                    && !declaration.Modifiers.Any(SyntaxKind.AbstractKeyword) && declaration.TypeParameterList is null,
                static (found, stop) => FoundClass.Of((INamedTypeSymbol)found.SemanticModel.GetDeclaredSymbol(found.Node, stop)!))
            .Where(static found => found is not null)
            .Collect();
        context.RegisterSourceOutput(methods.Combine(classes), static (output, found) => output.AddSource(
            found.Left.HintName, SourceText.From(found.Left.With(found.Right!), Encoding.UTF8)));
    }
}
