sign-in-title = 로그인
sign-in = 로그인
sign-in-refused = 로그인하지 못했습니다. 아이디나 비밀번호가 틀렸거나 계정이 잠겨 있습니다. 5회 실패하면 15분 동안 잠깁니다.
username = 아이디
password = 비밀번호

signed-out-title = 로그아웃되었습니다
signed-out-why = 보낸 내용은 처리되지 않았으며 이 페이지에 그대로 있습니다. 로그인한 뒤 여기로 돌아와 다시 보내 주세요.
signed-out-file = 파일은 포함되지 않습니다. 다시 보낸 다음 파일을 선택해 주세요.
signed-out-sign-in = 새 탭에서 로그인
signed-out-again = 다시 보내기

setup-title = 첫 관리자 만들기
setup-why = 이 링크는 한 번만 쓸 수 있습니다. 다른 사람의 계정은 관리자가 만듭니다.
setup-create = 만들기
setup-done = 계정을 만들었습니다. 로그인하세요.
your-name = 이름
