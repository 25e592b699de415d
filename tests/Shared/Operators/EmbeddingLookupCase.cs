using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared.Operators;

/// <summary>Rows of tables, constant ones most of the time; some numbers have no row.</summary>
internal sealed class EmbeddingLookupCase : OperatorCase
{
    public override string Kind => "EMBEDDING_LOOKUP";

    public override TensorId Draw(RandomGraphBuilder graph, TestRandom random)
    {
        var table = new Shape([.. Enumerable.Range(0, random.Int(2, 4)).Select(_ => random.Int(1, 9))]);
        var (isQuantized, givesReals) = (random.Chance(0.7), random.Chance(0.5));
        var quantization = QuantizationParameters.PerTensor(graph.AnyScale(), givesReals ? 0 : random.Int(-20, 20));
        var values = (isQuantized, random.Chance(0.7)) switch
        {
            (true, true) => graph.Constant(table, quantization),
            (true, false) => graph.Input(table, quantization: quantization),
            (false, true) => graph.Reals(table, -3, 3),
            _ => graph.Input(table, ElementType.Float32),
        };
        var rows = graph.Input(new Shape(random.Int(1, 7)), ElementType.Int32);
        var output = new Shape(table.Dimensions.SetItem(0, graph.ShapeOf(rows)[0]));
        return isQuantized && !givesReals
            ? graph.Add(output, quantization, (id, result) => new EmbeddingLookup(id, [values, rows], result))
            : graph.Add(output, null, (id, result) => new EmbeddingLookup(id, [values, rows], result), ElementType.Float32);
    }

    public override IEnumerable<double> Expected(OperatorSample sample)
    {
        var (table, values, rows) = (sample.Input(0), sample.Values(0), sample.Values(1));
        var columns = values.Length / table.Shape[0];
        var scale = table.Type == sample.Output().Type ? 1 : table.RequiredQuantization.Scale;
        return rows.SelectMany(row => values
            .Skip((int)Math.Min(Math.Max(row, 0), table.Shape[0] - 1) * columns).Take(columns)
            .Select(value => (double)((float)value * scale)));
    }

    public override OperatorInFile InFile(Operator op) => new(FileOperand.Of(1), FileOperand.Of(0));
}
