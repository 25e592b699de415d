using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>What a step gives to the function that its kind calls.</summary>
/// <param name="Lines">Designated initialisers.</param>
internal sealed record StepRecordView(RecordKindView Kind, ImmutableArray<string> Lines);
