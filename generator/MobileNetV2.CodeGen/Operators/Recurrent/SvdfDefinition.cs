using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SVDF on int8 with a state of int16 or int8.</summary>
internal sealed class SvdfDefinition : OperatorDefinition<Svdf>
{
    /// <summary>Feature weights, time weights and bias.</summary>
    private static readonly ImmutableArray<int> Constants = [1, 2, 4];

    private static readonly IntegerAttribute<Svdf> Rank =
        new("rank", o => o.Rank, fallback: null, 1, 1024) { Note = "filters for each output" };

    public override ImmutableArray<string> Kinds => ["SVDF"];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input", ElementType.Int8) with { Title = "input [B,I]" },
        Operand.Activation("feature weights", ElementType.Int8) with { Title = "feature weights [F,I]" },
        Operand.Activation("time weights", ElementType.Int16, ElementType.Int8) with { Title = "time weights [F,M]" },
        Operand.Activation("state", ElementType.Int16, ElementType.Int8),
        Operand.Activation("bias", ElementType.Int32) with { Title = "bias [F/rank]", IsOptional = true },
    ];

    public override ImmutableArray<Operand> Outputs { get; } =
    [
        Operand.Activation("output", ElementType.Int8),
        Operand.Activation("next state", ElementType.Int16, ElementType.Int8) with { Title = "the `next` of the state" },
    ];

    public override ImmutableArray<OperatorAttribute> Attributes => [Rank];

    public override Movement Movement => Movement.Computes;

    public override string? StreamsWhen => Never;

    public override ImmutableArray<RoundingRule> Roundings => [];

    /// <remarks>In any mixture.</remarks>
    public override bool Types(OperatorScope scope) => TypeRules.AreThoseOfOperands(scope, this);

    protected override Svdf Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Rank.Read(attributes));

    protected override bool Shapes(OperatorScope scope, Svdf op)
    {
        var (input, feature, time, state) = (scope.Input().Shape, scope.Input(1).Shape, scope.Input(2).Shape, scope.Input(3).Shape);
        if (input.Rank != 2 || feature.Rank != 2 || time.Rank != 2 || feature[1] != input[1] || time[0] != feature[0]
            || feature[0] % op.Rank != 0
            || state.ElementCount != input[0] * time.ElementCount || scope.Input(2).Type != scope.Input(3).Type
            || (op.Bias is not null && scope.Input(4).Shape.ElementCount != feature[0] / op.Rank))
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place,
                $"input {input}, feature weights {feature}, time weights {time}, state {state} and rank {op.Rank} do not fit each other"));
        }

        return Constants.Where(i => i < scope.InputCount).All(i => scope.IsKnown(scope.Input(i))
                || scope.Report(
                    GraphDiagnostics.Weights(
                        scope.Place, $"input {i}, tensor {scope.Input(i)}, depends on the network's inputs; weights must be constant")))
            && ShapeRules.Gives(scope, scope.Output, [input[0], feature[0] / op.Rank])
            && ShapeRules.Gives(scope, scope.Outputs.ElementAt(1), state.Dimensions);
    }

    protected override bool Scales(OperatorScope scope, Svdf op)
    {
        foreach (var tensor in new[] { scope.Input(), scope.Input(1), scope.Input(2), scope.Input(3), scope.Output })
        {
            if (tensor.Quantization is not { IsPerChannel: false, Scale: > 0 } q || !float.IsFinite(q.Scale))
                return scope.Report(GraphDiagnostics.QuantizationMissing(scope.Place, tensor));
        }

        return scope.Outputs.ElementAt(1) is var next && Equals(next.Quantization, scope.Input(3).Quantization)
            && next.Type == scope.Input(3).Type
            || scope.Report(
                GraphDiagnostics.QuantizationMismatch(scope.Place, "the state before and after have different types or scales"));
    }

    protected override bool Arithmetic(OperatorScope scope, Svdf op)
    {
        var (feature, output) = SvdfConstants.Factors(scope.Tensors, op);
        return ArithmeticRules.IsFactor(scope, feature) && ArithmeticRules.IsFactor(scope, output);
    }

    protected override long Macs(ITensorTable graph, Svdf op) =>
        graph[op.Input].Shape[0] * ((long)graph[op.Inputs[1]].Shape.ElementCount + graph[op.Inputs[2]].Shape.ElementCount);

    protected override RowAccess Rows(Graph graph, Svdf op) => new RowAccess.WholeTensor();

    protected override void Run(Svdf op, TensorValues values)
    {
        var graph = values.Graph;
        var constants = SvdfConstants.For(graph, op);
        var (batches, inputs) = (graph[op.Input].Shape[0], graph[op.Input].Shape[1]);
        var (filters, memory) = (graph[op.Inputs[2]].Shape[0], graph[op.Inputs[2]].Shape[1]);
        var input = MemoryMarshal.Cast<byte, sbyte>(values.Read(op.Input));
        var features = MemoryMarshal.Cast<byte, sbyte>(values.Read(op.Inputs[1]));
        var weights = PlainNumbers.Integers(values, graph[op.Inputs[2]]);
        var state = PlainNumbers.Integers(values, graph[op.State]);
        var bias = values.ReadBias(op.Bias, filters / op.Rank);
        var (least, most) =
            graph[op.State].Type == ElementType.Int8 ? (sbyte.MinValue, sbyte.MaxValue) : (short.MinValue, (int)short.MaxValue);
        // The newest feature is the last of each filter.
        state.AsSpan(1).CopyTo(state);
        var result = new long[batches * filters / op.Rank];
        for (var b = 0; b < batches; b++)
        {
            for (var f = 0; f < filters; f++)
            {
                var sum = 0;
                for (var i = 0; i < inputs; i++)
                    sum = unchecked(sum + (features[(f * inputs) + i] * (input[(b * inputs) + i] + constants.InputOffset)));
                state[(((b * filters) + f) * memory) + memory - 1] =
                    Math.Clamp(unchecked(constants.FeatureFactor.Apply(sum) + constants.StateZeroPoint), least, most);
            }

            for (var unit = 0; unit < filters / op.Rank; unit++)
            {
                var sum = bias[unit];
                for (var f = unit * op.Rank; f < (unit + 1) * op.Rank; f++)
                {
                    for (var t = 0; t < memory; t++)
                        sum = unchecked(sum
                            + ((int)weights[(f * memory) + t]
                                * ((int)state[(((b * filters) + f) * memory) + t] - constants.StateZeroPoint)));
                }

                var scaled = unchecked(constants.OutputFactor.Apply(sum) + constants.OutputZeroPoint);
                result[(b * filters / op.Rank) + unit] = Math.Clamp(scaled, sbyte.MinValue, sbyte.MaxValue);
            }
        }

        PlainNumbers.Write(values, graph[op.Output], result);
        PlainNumbers.Write(values, graph[op.Outputs[1]], state);
    }
}
