using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared.Operators;

/// <summary>Sums of inputs of one quantization.</summary>
internal sealed class AddNCase : OperatorCase
{
    public override string Kind => "ADD_N";

    public override TensorId Draw(RandomGraphBuilder graph, TestRandom random)
    {
        var shape = random.Chance(0.5)
            ? new Shape(1, random.Int(1, 9), random.Int(1, 9), random.Int(1, 9))
            : new Shape([.. Enumerable.Range(0, random.Int(1, 5)).Select(_ => random.Int(1, 5))]);
        var quantization = graph.AnyQuantization();
        var inputs = Enumerable.Range(0, random.Int(2, 15)).Select(_ => graph.Input(shape, quantization: quantization)).ToList();
        if (random.Chance(0.2))
            inputs[1] = graph.Constant(shape, quantization);
        if (random.Chance(0.2))
            inputs[0] = inputs[^1];
        return graph.AddCalibrated(shape, false, (id, result) => new AddN(id, [.. inputs], result));
    }

    public override IEnumerable<double> Expected(OperatorSample sample)
    {
        var (steps, inputs) = (ReferenceSum.Of(sample), sample.Operator.Inputs.Select((_, i) => sample.Values(i)).ToList());
        return inputs[0].Select((_, at) => steps.Finish(inputs.Aggregate(steps.Begin, (sum, values) => sum + steps.Term(values[at]))));
    }

    public override OperatorInFile InFile(Operator op) => new([.. op.Inputs.Select((_, i) => FileOperand.Of(i))]);
}
