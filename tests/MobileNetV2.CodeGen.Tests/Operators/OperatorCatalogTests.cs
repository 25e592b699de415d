using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Operators;

public sealed class OperatorCatalogTests
{
    [Fact]
    public void Every_record_of_an_operator_has_exactly_one_definition()
    {
        var records = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract).ToList();

        Assert.All(records, record => Assert.True(record.IsSealed, record.Name));
        Assert.Equal(
            records.Select(t => t.Name).Order(StringComparer.Ordinal),
            OperatorCatalog.All.Select(d => d.OperatorType.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_definition_is_in_the_catalog()
    {
        var definitions =
            typeof(OperatorDefinition).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(OperatorDefinition)) && !t.IsAbstract);

        Assert.Equal(
            definitions.Select(t => t.Name).Order(StringComparer.Ordinal),
            OperatorCatalog.All.Select(d => d.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Random_networks_meet_every_kind_and_its_definition_knows_the_kind()
    {
        var graphs = RandomGraphs.Kinds.SelectMany(kind => Enumerable.Range(0, 20).Select(seed => RandomGraphs.Single(kind, (ulong)seed)));
        var met = graphs.SelectMany(g => g.Operators).DistinctBy(o => o.Kind).ToList();

        Assert.All(met, op => Assert.Contains(op.Kind, OperatorCatalog.Of(op).Kinds));
        Assert.Equal(OperatorCatalog.Kinds.Order(StringComparer.Ordinal), met.Select(o => o.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Operands_that_may_be_missing_or_repeated_are_the_last_ones() =>
        Assert.All(OperatorCatalog.All, definition => Assert.All([definition.Inputs, definition.Outputs], operands =>
        {
            Assert.DoesNotContain(operands.SkipWhile(o => !o.IsOptional), o => !o.IsOptional);
            Assert.DoesNotContain(operands.SkipLast(1), o => o.IsRepeated);
        }));

    /// <summary>Operands that each allow several types allow every mixture of them, unless the definition rules on types itself.</summary>
    [Fact]
    public void A_definition_whose_operands_leave_types_open_says_which_go_together()
    {
        var open = OperatorCatalog.All.Where(d => d.Inputs.Concat(d.Outputs)
            .Count(o => o.Role == OperandRole.Activation && (o.Types.Length != 1 || o.IsRepeated)) > 1);

        Assert.All(open, definition => Assert.NotEqual(
            typeof(OperatorDefinition), definition.GetType().GetMethod(nameof(OperatorDefinition.Types))!.DeclaringType));
    }
}
