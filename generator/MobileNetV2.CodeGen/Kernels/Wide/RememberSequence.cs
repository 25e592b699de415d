using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>UNIDIRECTIONAL_SEQUENCE_LSTM; both states are used where they lie.</summary>
internal sealed class RememberSequence : KernelRule<SequenceLstm>
{
    private static readonly Kernel OfInt8 = Kernel.Recurrent("mnv2_lstm_s8");
    private static readonly Kernel OfInt16 = Kernel.Recurrent("mnv2_lstm_s16");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => type is ElementType.Int8 or ElementType.Int16;

    protected override IEnumerable<TensorId> Activations(Operator op) => [op.Input];

    protected override KernelAnswer Answer(SequenceLstm op, KernelQuestion question)
    {
        var units = question.Output.Shape.Channels;
        var isWide = question.Input.Type == ElementType.Int16;
        var constants = SequenceLstmConstants.For(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            isWide ? OfInt16 : OfInt8,
            [
                Parameters(op, constants, question.Input.Shape, units),
                CurveTable.Of(choice),
                choice.Read(op.Input),
                Weights("input_weights", question, choice, op.InputWeights),
                Weights("recurrent_weights", question, choice, op.RecurrentWeights),
                .. isWide ? WideBias(op, question, choice) : Biases(op, constants, question, choice),
                ChoiceBuilder.Write(op.Outputs[1]),
                ChoiceBuilder.Write(op.Outputs[2]),
                choice.Scratch(3 * units * sizeof(short)),
                ChoiceBuilder.Write(op.Output),
            ]);
        choice.Instructions = OperatorCatalog.Of(op).Macs(question.Tensors, op) * 5;
        return choice.Build();
    }

    private static IEnumerable<int> Gates => Enumerable.Range(0, SequenceLstm.Gates);

    private static StructArgument Parameters(SequenceLstm op, SequenceLstmConstants c, Shape input, int units)
    {
        var (batches, steps) = op.TimeMajor ? (input[1], input[0]) : (input[0], input[1]);
        var (batchStep, timeStep) = op.TimeMajor ? (1, batches) : (steps, 1);
        return new StructArgument("mnv2_lstm_params", "params",
        [
            .. StructFields.Of(
                ("batches", batches), ("steps", steps), ("inputs", input[2]), ("units", units),
                ("input_batch", batchStep * input[2]), ("input_step", timeStep * input[2]),
                ("output_batch", batchStep * units), ("output_step", timeStep * units)),
            .. Factors("input", c.Input),
            .. Factors("recurrent", c.Recurrent),
            .. StructFields.Of(
                ("forget_multiplier", c.Forget.MultiplierQ31), ("forget_shift", c.Forget.Shift),
                ("cell_multiplier", c.Added.MultiplierQ31), ("cell_shift", c.Added.Shift), ("cell_limit", c.CellLimit),
                ("curve_multiplier", c.CellToCurve.Multiplier), ("curve_shift", c.CellToCurve.RightShift),
                ("hidden_multiplier", c.Result.MultiplierQ31), ("hidden_shift", c.Result.Shift), ("hidden_zero_point", c.HiddenZeroPoint)),
        ]);
    }

    private static ImmutableArray<StructField> Factors(string name, ImmutableArray<QuantizedMultiplier> factors) =>
    [
        StructFields.Array(name + "_multiplier", factors.Select(f => f.MultiplierQ31)),
        StructFields.Array(name + "_shift", factors.Select(f => f.Shift)),
    ];

    /// <summary>Those of all gates, one after the other.</summary>
    private static RecipeArgument Weights(string role, KernelQuestion question, ChoiceBuilder choice, Func<int, TensorId> weights)
    {
        ImmutableArray<Tensor> gates = [.. Enumerable.Range(0, SequenceLstm.Gates).Select(g => question[weights(g)])];
        return choice.Constant(new ConstantRecipe(
            role,
            $"{SequenceLstm.Gates} gates of {gates[0].Shape}",
            ElementType.Int8,
            gates.Sum(g => g.SizeBytes),
            () => gates.SelectMany(g => g.Data!.Value.ToArray()).ToArray()));
    }

    private static ImmutableArray<KernelArgument> WideBias(SequenceLstm op, KernelQuestion question, ChoiceBuilder choice)
    {
        ImmutableArray<Tensor> gates = [.. Enumerable.Range(0, SequenceLstm.Gates).Select(g => question[op.Bias(g)])];
        return
        [
            choice.Constant(new ConstantRecipe(
                "bias",
                "bias of each gate and unit",
                ElementType.Int64,
                gates.Sum(g => g.SizeBytes),
                () => gates.SelectMany(g => g.Data!.Value.ToArray()).ToArray())),
        ];
    }

    /// <summary>The zero points of input and hidden state are folded in.</summary>
    private static ImmutableArray<KernelArgument> Biases(
        SequenceLstm op, SequenceLstmConstants constants, KernelQuestion question, ChoiceBuilder choice)
    {
        var tensors = question.Tensors;
        var count = SequenceLstm.Gates * question.Output.Shape.Channels;
        return
        [
            choice.Words("bias", "bias of each gate and unit, input zero point folded in", count, () => Gates
                .SelectMany(g => Folded(tensors[op.InputWeights(g)], constants.InputOffset, tensors[op.Bias(g)]))),
            choice.Words("recurrent_bias", "zero point of the hidden state", count, () => Gates
                .SelectMany(g => Folded(tensors[op.RecurrentWeights(g)], -constants.HiddenZeroPoint, bias: null))),
        ];
    }

    private static IEnumerable<int> Folded(Tensor weights, int offset, Tensor? bias)
    {
        var (rows, length) = (weights.Shape[0], weights.Shape[1]);
        for (var row = 0; row < rows; row++)
        {
            var sum = 0L;
            foreach (var weight in LittleEndian.Int8(weights.Data!.Value.Slice(row * length, length)))
                sum += weight;
            yield return unchecked((int)((sum * offset) + (bias is null ? 0 : LittleEndian.Int32At(bias.Data!.Value, row))));
        }
    }
}
