using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>UNIDIRECTIONAL_SEQUENCE_LSTM in its plain form. Its states are variable tensors of the file.</summary>
internal sealed class SequenceLstmConverter : OperatorConversion
{
    private const int Hidden = 18;
    private const int Cell = 19;

    /// <summary>Weights from the cell to gates, projections and normalisation: variants that the plain form leaves out.</summary>
    private static readonly ImmutableArray<int> Variants = [9, 10, 11, 16, 17, 20, 21, 22, 23];

    private static readonly OptionsField<FusedActivation> Activation = OptionsField.Activation(0);
    private static readonly OptionsField<float> CellClip = OptionsField.Single(1);
    private static readonly OptionsField<bool> TimeMajor = OptionsField.Bool(3);

    /// <summary>Recurrent weights are given by their diagonals.</summary>
    private static readonly OptionsField<bool> IsDiagonal = OptionsField.Bool(5);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.UnidirectionalSequenceLstm, 4, 20, 24, DataTypes.Quantized, Convert)
        {
            Options = new(OptionsKind.SequenceLstm, Activation, CellClip, TimeMajor, IsDiagonal),
            OptionalInputs = Variants,
            StateInputs = [Hidden, Cell],
        },
    ];

    private static SequenceLstm? Convert(OperatorSource source)
    {
        if (Variants.Where(i => i < source.InputCount && source.Find(i) is not null).ToList() is [var variant, ..])
        {
            var what = variant < 16 ? "peephole weights" : variant < 18 ? "a projection" : "layer normalisation";
            source.BadOption($"input {variant} gives {what}", "use the LSTM layer without it, as Keras makes it");
            return null;
        }

        var (activation, isDiagonal) = (source.Option(Activation), source.Option(IsDiagonal));
        if (activation != FusedActivation.Tanh || isDiagonal)
        {
            source.BadOption(
                isDiagonal
                    ? "recurrent weights are diagonal"
                    : $"the activation of the cell is {activation}, TANH expected",
                "use the LSTM layer with its default activations, as Keras makes it");
            return null;
        }

        var (hidden, cell) = (source.Input(Hidden), source.Input(Cell));
        var weights = Enumerable.Range(1, 8).Concat(Enumerable.Range(12, 4)).Select(i => source.Input(i).Id);
        return new SequenceLstm(
            source.Id,
            [source.Input(0).Id, .. weights, hidden.Id, cell.Id],
            [source.Output.Id, source.Keep(hidden), source.Keep(cell)],
            source.Option(TimeMajor),
            source.Option(CellClip));
    }
}
