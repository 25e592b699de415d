using Google.FlatBuffers;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Export;

/// <summary>An options table: its kind, and its fields by their numbers,
/// each with the value that the schema has when it is left out.</summary>
internal sealed record TfLiteOptions(OptionsKind Kind, int Fields, Action<FlatBufferBuilder> Write)
{
    public static TfLiteOptions Of(OptionsKind kind, int fields = 0, Action<FlatBufferBuilder>? write = null) =>
        new(kind, fields, write ?? (_ => { }));
}
