using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Kernels;

public sealed class KernelSetsTests
{
    [Fact]
    public void Every_rule_is_in_a_set()
    {
        var rules = typeof(KernelRule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(KernelRule)) && !t.IsAbstract);

        Assert.Equal(
            rules.Select(t => t.Name).Order(StringComparer.Ordinal),
            KernelSets.CmsisNn.Concat(KernelSets.Int4).Select(r => r.GetType())
                .Select(t => t.IsGenericType ? t.GetGenericTypeDefinition() : t).Select(t => t.Name).Distinct()
                .Order(StringComparer.Ordinal));
    }

    /// <summary>Where several rules may serve an operator, which is asked first is a choice: each of them has a place in its set.</summary>
    [Fact]
    public void Rules_without_a_place_compete_with_no_other()
    {
        var contested =
            from set in new[] { KernelSets.Portable, [.. KernelSets.CmsisNn.Where(r => r.IsOfLibrary)] }
            from definition in OperatorCatalog.All
            from type in Enum.GetValues<ElementType>()
            let rules = set.Where(r => r.MayServe(definition.OperatorType, type)).ToList()
            where rules.Count > 1
            from rule in rules.Intersect(KernelSets.Unplaced)
            select $"{rule.GetType().Name} serves {definition.Kinds[0]} on {type} as others do: give it a place in KernelSets";

        Assert.Empty(contested);
    }

    [Fact]
    public void Only_the_library_s_set_calls_the_library() => Assert.DoesNotContain(KernelSets.Portable, r => r.IsOfLibrary);
}
