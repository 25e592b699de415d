using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>UNIDIRECTIONAL_SEQUENCE_LSTM in its plain form. Its states are variable tensors of the file.</summary>
internal static class SequenceLstmConverter
{
    private const int Hidden = 18;
    private const int Cell = 19;

    /// <summary>Weights from the cell to gates, projections and normalisation: variants that the plain form leaves out.</summary>
    public static ImmutableArray<int> Variants { get; } = [9, 10, 11, 16, 17, 20, 21, 22, 23];

    public static ImmutableArray<int> States { get; } = [Hidden, Cell];

    public static Operator? Convert(OperatorSource source)
    {
        var options = new SequenceLstmOptions(source.Options!.Value);
        if (Variants.Where(i => i < source.InputCount && source.Find(i) is not null).ToList() is [var variant, ..])
        {
            var what = variant < 16 ? "peephole weights" : variant < 18 ? "a projection" : "layer normalisation";
            source.BadOption($"input {variant} gives {what}", "use the LSTM layer without it, as Keras makes it");
            return null;
        }

        if (options.Activation != FusedActivation.Tanh || options.IsDiagonal)
        {
            source.BadOption(
                options.IsDiagonal
                    ? "recurrent weights are diagonal"
                    : $"the activation of the cell is {options.Activation}, TANH expected",
                "use the LSTM layer with its default activations, as Keras makes it");
            return null;
        }

        var (hidden, cell) = (source.Input(Hidden), source.Input(Cell));
        var weights = Enumerable.Range(1, 8).Concat(Enumerable.Range(12, 4)).Select(i => source.Input(i).Id);
        return new SequenceLstm(
            source.Id,
            [source.Input(0).Id, .. weights, hidden.Id, cell.Id],
            [source.Output.Id, source.Keep(hidden), source.Keep(cell)],
            options.TimeMajor,
            options.CellClip);
    }
}
