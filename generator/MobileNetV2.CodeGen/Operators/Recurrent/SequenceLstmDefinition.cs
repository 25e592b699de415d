using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>UNIDIRECTIONAL_SEQUENCE_LSTM.</summary>
internal sealed class SequenceLstmDefinition : OperatorDefinition<SequenceLstm>
{
    private static readonly string[] GateNames = ["input", "forget", "cell", "output"];

    private static readonly int[] StateInputs = [13, 14];

    /// <summary>Weights and biases.</summary>
    private const int Constants = 3 * SequenceLstm.Gates;

    /// <summary>Scales of the cell for which its tangent can be looked up.</summary>
    private const int LeastPower = -40;
    private const int MostPower = 0;

    private static readonly FlagAttribute<SequenceLstm> Time =
        new("timeMajor", o => o.TimeMajor) { IsPrinted = true, Note = "steps are the first dimension, batches the second" };

    private static readonly RealAttribute<SequenceLstm> Clip =
        new("cellClip", o => o.CellClip, 0) { Note = "the cell stays between this and its negative; 0 for no limit" };

    public override ImmutableArray<string> Kinds => ["UNIDIRECTIONAL_SEQUENCE_LSTM"];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input", ElementType.Int8, ElementType.Int16) with { Title = "input [B,T,I]" },
        .. Named("input weights", "[U,I]", ElementType.Int8),
        .. Named("recurrent weights", "[U,U]", ElementType.Int8),
        .. Named("bias", "[U]", ElementType.Int32, ElementType.Int64),
        Operand.Activation("hidden state", ElementType.Int8, ElementType.Int16),
        Operand.Activation("cell", ElementType.Int16),
    ];

    public override ImmutableArray<Operand> Outputs { get; } =
    [
        Operand.Activation("output", ElementType.Int8, ElementType.Int16),
        Operand.Activation("next hidden state", ElementType.Int8, ElementType.Int16),
        Operand.Activation("next cell", ElementType.Int16),
    ];

    public override ImmutableArray<OperatorAttribute> Attributes => [Time, Clip];

    public override Movement Movement => Movement.Computes;

    public override string? StreamsWhen => Never;

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override bool Types(OperatorScope scope)
    {
        if (!TypeRules.AreThoseOfOperands(scope, this))
            return false;
        var (type, bias) = scope.Input().Type == ElementType.Int8
            ? (ElementType.Int8, ElementType.Int32)
            : (ElementType.Int16, ElementType.Int64);
        return Enumerable.Range(9, SequenceLstm.Gates).All(i => TypeRules.Is(scope, "bias", scope.Input(i), bias))
            && TypeRules.Is(scope, "hidden state", scope.Input(13), type)
            && scope.Outputs.Take(2).All(t => TypeRules.Is(scope, "output", t, type));
    }

    protected override SequenceLstm Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, Time.Read(attributes), Clip.Read(attributes));

    protected override bool Shapes(OperatorScope scope, SequenceLstm op)
    {
        if (!ShapeRules.HasRank(scope, "input", scope.Input(), 3))
            return false;
        var input = scope.Input().Shape;
        var (units, batches) = (scope.Input(9).Shape.ElementCount, op.TimeMajor ? input[1] : input[0]);
        for (var gate = 0; gate < SequenceLstm.Gates; gate++)
        {
            var (weights, recurrent, bias) = (scope.Input(1 + gate).Shape, scope.Input(5 + gate).Shape, scope.Input(9 + gate).Shape);
            if (!weights.Dimensions.SequenceEqual([units, input[2]])
                || !recurrent.Dimensions.SequenceEqual([units, units])
                || bias.ElementCount != units)
            {
                return scope.Report(GraphDiagnostics.Shapes(
                    scope.Place, $"weights {weights} and {recurrent} of a gate do not fit an input of {input} and {units} units"));
            }
        }

        if (StateInputs.Any(i => scope.Input(i).Shape.ElementCount != (long)batches * units))
            return scope.Report(
                GraphDiagnostics.Shapes(scope.Place, $"a state does not have {units} values for each of {batches} batches"));
        var outputs = scope.Outputs.ToList();
        return Enumerable.Range(1, Constants).All(i => scope.IsKnown(scope.Input(i)) || scope.Report(GraphDiagnostics.Weights(
                scope.Place, $"input {i}, tensor {scope.Input(i)}, depends on the network's inputs; weights must be constant")))
            && ShapeRules.Gives(scope, outputs[0], [input[0], input[1], units])
            && ShapeRules.Gives(scope, outputs[1], scope.Input(13).Shape.Dimensions)
            && ShapeRules.Gives(scope, outputs[2], scope.Input(14).Shape.Dimensions);
    }

    protected override bool Scales(OperatorScope scope, SequenceLstm op)
    {
        var wide = scope.Input().Type == ElementType.Int16;
        foreach (var i in Enumerable.Range(0, 9).Concat([13, 14]))
        {
            var tensor = scope.Input(i);
            if (!WideRules.HasScale(scope, tensor))
                return false;
            var isSymmetric = (i is > 0 and < 9 or 14) || wide;
            if (isSymmetric && tensor.RequiredQuantization.ZeroPoint is not 0 and var zeroPoint)
                return scope.Report(GraphDiagnostics.ZeroPoint(scope.Place, tensor, zeroPoint, "0"));
        }

        var outputs = scope.Outputs.ToList();
        return (Equals(outputs[1].Quantization, scope.Input(13).Quantization)
                && Equals(outputs[2].Quantization, scope.Input(14).Quantization))
            || scope.Report(GraphDiagnostics.QuantizationMismatch(scope.Place, "the states before and after have different scales"));
    }

    protected override bool Arithmetic(OperatorScope scope, SequenceLstm op)
    {
        if (!float.IsFinite(op.CellClip) || op.CellClip < 0)
        {
            return scope.Report(GraphDiagnostics.Attribute(
                scope.Place, $"the cell is limited to {op.CellClip}, it must be finite and not negative"));
        }

        var (cell, hidden) = (ArithmeticRules.Scale(scope.Input(14)), ArithmeticRules.Scale(scope.Input(13)));
        if (CurveConstants.Log2(cell) is < LeastPower or > MostPower)
        {
            return scope.Report(GraphDiagnostics.Rescale(
                scope.Place, "the scale of the cell", cell, Math.ScaleB(1, MostPower)));
        }

        const double perFunction = 1.0 / 32768 / 32768;
        var factor = SequenceLstmConstants.LargestFactor(scope.Tensors, op);
        if (scope.Input().Type == ElementType.Int16 && factor >= 1 << 7)
            return scope.Report(GraphDiagnostics.Rescale(scope.Place, "the factor from the input scales to a gate", factor, 1 << 7));
        var worst = scope.Input().Type == ElementType.Int16 ? scope.LargestOf([9, 10, 11, 12]) : 0;
        return ArithmeticRules.IsFactor(scope, factor)
            && ArithmeticRules.IsFactor(scope, perFunction / cell)
            && ArithmeticRules.IsFactor(scope, perFunction / hidden)
            && (worst < 1L << 46 || scope.Report(GraphDiagnostics.Weights(scope.Place, $"a bias of {worst} leaves 47 bits")));
    }

    protected override long Macs(ITensorTable graph, SequenceLstm op)
    {
        var input = graph[op.Input].Shape;
        var units = graph[op.Output].Shape.Channels;
        return (long)input[0] * input[1] * SequenceLstm.Gates * units * (input[2] + units);
    }

    protected override RowAccess Rows(Graph graph, SequenceLstm op) => new RowAccess.WholeTensor();

    protected override void Run(SequenceLstm op, TensorValues values) => SequenceLstmKernel.Run(op, values);

    private static IEnumerable<Operand> Named(string name, string shape, params ImmutableArray<ElementType> types) =>
        GateNames.Select(gate => new Operand($"{name} of the {gate} gate", OperandRole.Activation, types)
        {
            Title = $"{name} {shape} of each gate ({string.Join(", ", GateNames)})",
        });
}
