using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Architecture;

public sealed class RoomsTests
{
    [Fact]
    public void The_rooms_of_the_library_use_each_other_one_way_and_as_the_picture_says() =>
        HousePicture.Check("the library", typeof(Compiler).Assembly, Room);

    /// <summary>The top folder; the root of the library is a room of its own.</summary>
    private static string Room(string space) => space.Split('.') is [_, _, var room, ..] ? room : "(root)";
}
